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

  function direct() {
    const source = new EventSource(seen >= 0 ? live + '?after=' + seen : live);
    for (const name of ['change', 'sealed', 'refetch']) source.addEventListener(name, (event) => emit(name, JSON.parse(event.data)));
    source.addEventListener('open', () => emit('state', 'open'));
    source.addEventListener('error', () => emit('state', source.readyState === EventSource.CLOSED ? 'ended' : 'lost'));
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
