/* live.js: one stream of changes for all pages of this browser.

   window.parleyLive.on('change', ({index, conversations}) => …)   the ledger grew; these conversations changed
   window.parleyLive.on('sealed', ({sealed, accepted}) => …)
   window.parleyLive.on('refetch', () => …)                        too much was missed: load everything again
   window.parleyLive.on('state', (word) => …)                      'open', 'lost' (it tries again), 'ended' (signed out) */
(() => {
  'use strict';
  const listeners = new Map();
  const emit = (name, data) => { for (const f of listeners.get(name) || []) f(data); };
  window.parleyLive = {
    on(name, f) { if (!listeners.has(name)) listeners.set(name, []); listeners.get(name).push(f); },
  };
  const { live, worker, entries } = document.body.dataset;
  if (!live) return;
  const seen = Number(entries) - 1;

  // Where browsers have no shared workers (Chrome on Android): a stream of the page's own, with the worker's rules.
  function direct() {
    let source = null, newest = seen;
    const open = () => {
      source = new EventSource(newest >= 0 ? live + '?after=' + newest : live);
      for (const name of ['change', 'sealed', 'refetch']) {
        source.addEventListener(name, (event) => {
          const data = JSON.parse(event.data);
          if (name === 'change') newest = data.index;
          emit(name, data);
        });
      }
      source.addEventListener('open', () => emit('state', 'open'));
      source.addEventListener('error', async () => {
        emit('state', 'lost');
        if (source.readyState !== EventSource.CLOSED) return;
        const answer = await fetch(live, { headers: { Accept: 'text/event-stream' }, cache: 'no-store' }).catch(() => null);
        answer?.body?.cancel();
        if (answer && (answer.status === 401 || answer.redirected)) return emit('state', 'ended');
        setTimeout(open, 2000 + Math.random() * 2000);
      });
    };
    open();
    window.addEventListener('pagehide', () => source.close());
  }

  if (!window.SharedWorker) return direct();
  try {
    const shared = new SharedWorker(worker, { name: 'parley-live' });
    let answered = false;
    shared.port.onmessage = ({ data }) => { answered = true; emit(data.name, data.data); };
    shared.onerror = () => { if (!answered) { answered = true; direct(); } };
    shared.port.postMessage({ live, seen });
    window.addEventListener('pagehide', () => shared.port.postMessage({ bye: true }));
    window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  } catch { direct(); }
})();
