/* desk.js: the inbox, the conversation and the composer. Everything it does can be done without it. */
(() => {
  'use strict';
  const desk = document.querySelector('.desk');
  const $ = (id) => document.getElementById(id);
  const csrf = document.body.dataset.csrf || '';

  // Time passes also where nothing happens.
  const length = (ms) => {
    const s = Math.floor(Math.max(0, ms) / 1000), m = Math.floor(s / 60), h = Math.floor(m / 60);
    if (s < 60) return s + ' s';
    if (m < 60) return m + ' min';
    if (h < 24) return m % 60 ? h + ' h ' + String(m % 60).padStart(2, '0') + ' min' : h + ' h';
    return h % 24 ? Math.floor(h / 24) + ' d ' + (h % 24) + ' h' : h / 24 + ' d';
  };
  const urgency = (left) => (left < 0 ? 'late' : left <= 900000 ? 'soon' : 'calm');
  const tick = () => {
    const now = Date.now();
    for (const at of document.querySelectorAll('[data-due]')) {
      const left = Number(at.dataset.due) - now;
      const words = length(Math.abs(left)) + (left < 0 ? ' late' : ' left');
      if (at.textContent !== words) at.textContent = words;
      at.classList.remove('late', 'soon', 'calm');
      at.classList.add(urgency(left));
    }
    for (const track of document.querySelectorAll('.track')) {
      const start = Number(track.dataset.start), end = Number(track.dataset.end);
      track.querySelector('.gone').setAttribute('width', String(Math.min(1000, Math.max(0, (1000 * (now - start)) / Math.max(1, end - start)))));
      track.classList.remove('late', 'soon', 'calm');
      track.classList.add(urgency(end - now));
    }
  };
  setInterval(tick, 10000);
  if (!desk) return;

  // The keys of the desk join the shell's list.
  const list = document.querySelector('#keys dl');
  if (list && $('desk-keys')) list.append($('desk-keys').content.cloneNode(true));

  // MARK: Parts that are made anew when something changed
  const part = async (address) => {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected || answer.status === 204) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html').body;
  };
  const swap = (id, made) => {
    const old = $(id), fresh = made && made.querySelector('#' + id);
    if (!old || !fresh) return false;
    old.replaceWith(fresh);
    return true;
  };
  const openMenu = () => desk.querySelector('.menu[open]');

  const refreshQueue = async () => {
    const queue = $('queue');
    const made = queue && (await part(queue.dataset.part));
    if (!made) return;
    const focused = queue.contains(document.activeElement) ? document.activeElement : null;
    const current = queue.querySelector('[aria-current=true].row')?.id;
    const [top, teams] = [queue.scrollTop, queue.querySelector('.teams')?.open];
    swap('queue', made);
    const fresh = $('queue');
    if (current) $(current)?.setAttribute('aria-current', 'true');
    if (teams && fresh.querySelector('.teams')) fresh.querySelector('.teams').open = true;
    fresh.scrollTop = top;
    if (focused) {
      const same = focused.id ? $(focused.id) : [...fresh.querySelectorAll('a')].find((a) => a.href === focused.href);
      same?.focus({ preventScroll: true });
    }
  };

  const atEnd = () => { const flow = $('flow'); return !flow || flow.scrollHeight - flow.scrollTop - flow.clientHeight < 80; };
  const toEnd = () => { const flow = $('flow'); if (flow) flow.scrollTop = flow.scrollHeight; };
  let followAgain = () => {};
  const refreshTalk = async () => {
    const talk = $('talk');
    if (!talk?.dataset.part || openMenu()) return !talk?.dataset.part;
    const made = await part(talk.dataset.part);
    const fresh = made && made.querySelector('#talk');
    if (!fresh) return true;
    // Opened while the page was fetched: it would close under somebody's hand.
    if (openMenu()) return false;
    const known = new Set([...talk.querySelectorAll('.msg')].map((m) => m.id));
    const stay = atEnd(), top = $('flow').scrollTop, typing = $('reply') && document.activeElement === $('reply');
    const inFlow = $('flow').contains(document.activeElement) ? document.activeElement.closest('[id]')?.id : null;
    for (const id of ['head', 'flow', 'about']) swap(id, made);
    // Whoever types keeps their words, the id under which they go out, and the place of the cursor.
    if (!$('composer') || !fresh.querySelector('#composer')) {
      const [old, next] = [talk.querySelector('.compose'), fresh.querySelector('.compose')];
      if (old && next && !($('reply') && $('reply').value)) { old.replaceWith(next); wire(); }
    } else {
      $('seen').value = fresh.querySelector('#seen').value;
      const channels = (form) => [...form.querySelectorAll('[name=channel]')].map((c) => c.value).join();
      if (channels($('composer')) !== channels(fresh.querySelector('#composer')) && !$('reply').value) { $('composer').replaceWith(fresh.querySelector('#composer')); wire(); }
    }
    talk.dataset.sequence = fresh.dataset.sequence;
    followAgain();
    $('flow').scrollTop = stay ? $('flow').scrollHeight : top;
    if (inFlow) $(inFlow)?.focus({ preventScroll: true });
    if (typing) $('reply')?.focus({ preventScroll: true });
    const news = [...$('flow').querySelectorAll('.msg')].filter((m) => !known.has(m.id));
    if (news.length) $('announce').textContent = news.map((m) => (m.querySelector('header b')?.textContent || '') + ', ' + (m.querySelector('.aud')?.textContent || '') + ': ' + (m.querySelector('p')?.textContent || '')).join('. ');
    check();
    return true;
  };

  // Changes show at once, a burst of them seven times a second, and only while somebody looks.
  let timer = 0, refreshed = 0, queueIsOld = false, talkIsOld = false;
  const refresh = async () => {
    timer = 0;
    if (document.hidden) return;
    refreshed = Date.now();
    if (queueIsOld) { queueIsOld = false; await refreshQueue(); }
    if (talkIsOld) { talkIsOld = false; if (!(await refreshTalk())) { talkIsOld = true; soon(); } }
    tick();
  };
  const soon = () => { if (!timer) timer = setTimeout(refresh, Math.max(0, refreshed + 150 - Date.now())); };
  document.addEventListener('visibilitychange', () => { if (!document.hidden && (queueIsOld || talkIsOld)) soon(); });
  if (window.parleyLive) {
    window.parleyLive.on('change', ({ conversations }) => {
      queueIsOld = true;
      if (conversations?.includes($('talk')?.dataset.id)) talkIsOld = true;
      soon();
    });
    window.parleyLive.on('sealed', () => { if ($('flow')?.querySelector('.sealed') && /Not sealed/.test($('flow').textContent)) { talkIsOld = true; soon(); } });
    window.parleyLive.on('refetch', () => { queueIsOld = talkIsOld = true; soon(); });
  }

  // MARK: The composer
  let asked = 0, waiting = 0, sending = false;
  const show = (spans) => {
    const text = $('reply').value, marks = $('marks');
    marks.replaceChildren();
    let at = 0;
    for (const [from, to] of spans) {
      if (from < at || to > text.length) continue;
      marks.append(text.slice(at, from));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(from, to);
      marks.append(mark);
      at = to;
    }
    marks.append(text.slice(at) + '\n');
    marks.scrollTop = $('reply').scrollTop;
  };
  const button = (answer) => {
    const send = $('send');
    // Focus must not be lost where somebody has tabbed to it: it stays there and says why it does nothing.
    send.setAttribute('aria-disabled', String(!answer.maySend));
    if (answer.why) send.setAttribute('aria-describedby', 'why'); else send.removeAttribute('aria-describedby');
    send.classList.toggle('warn', answer.warns);
    if (answer.warns) { send.name = 'warned'; send.value = 'yes'; } else { send.removeAttribute('name'); send.removeAttribute('value'); }
    const words = send.querySelector('.verdict') || send.appendChild(Object.assign(document.createElement('span'), { className: 'verdict' }));
    words.textContent = answer.button || '';
    for (const word of send.querySelectorAll('[class^=word]')) word.hidden = Boolean(answer.button);
  };
  async function check() {
    clearTimeout(waiting);
    const form = $('composer');
    if (!form) return;
    const number = ++asked;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && name !== 'warned' && name !== 'to') body.append(name, value);
    const response = await fetch(form.dataset.check, { method: 'POST', body, headers: { 'X-CSRF-Token': csrf } }).catch(() => null);
    if (number !== asked || !$('composer')) return;
    if (!response || !response.ok) { button({ maySend: true, why: '', warns: false, button: null }); return; }
    const answer = await response.json();
    if (number !== asked || !$('composer')) return;
    for (const count of form.querySelectorAll('.count')) {
      if (getComputedStyle(count.parentElement).display === 'none' || answer.count === undefined) continue;
      count.querySelector('[data-count]').textContent = answer.count;
      count.classList.toggle('over', answer.count > answer.limit);
    }
    // Said once: the same words again would be read out at every letter.
    if ($('answer').dataset.said !== answer.answer) { $('answer').dataset.said = answer.answer; $('answer').innerHTML = answer.answer; }
    $('why').innerHTML = answer.why;
    show(answer.spans);
    button(answer);
  }
  function wire() {
    const form = $('composer'), text = $('reply');
    if (!form) return;
    text.addEventListener('input', () => { show([]); clearTimeout(waiting); waiting = setTimeout(check, 250); });
    text.addEventListener('scroll', () => { $('marks').scrollTop = text.scrollTop; });
    form.addEventListener('change', check);
    form.addEventListener('submit', (event) => {
      const by = event.submitter;
      // A way out takes the words to the other channel; nothing goes out by it.
      if (by?.dataset.channel) {
        event.preventDefault();
        const other = form.querySelector('[name=channel][value="' + CSS.escape(by.dataset.channel) + '"]');
        if (other) { other.checked = true; check(); text.focus(); }
        return;
      }
      if (sending || $('send').getAttribute('aria-disabled') === 'true') { event.preventDefault(); $('reply').focus(); return; }
      sending = true;
      setTimeout(() => { sending = false; }, 4000);
    });
    if (text.value) check(); else button({ maySend: false, why: '', warns: false, button: null });
  }
  wire();
  window.addEventListener('pageshow', () => { sending = false; });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-move]')) { event.preventDefault(); menu('move'); return; }
    const open = openMenu();
    if (open && !open.contains(event.target)) open.open = false;
  });

  // MARK: Keys
  const rows = () => [...document.querySelectorAll('#rows .row')];
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    let at = all.indexOf(document.activeElement);
    if (at < 0) at = all.findIndex((row) => row.getAttribute('aria-current')) ;
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  function menu(id) {
    const details = $(id);
    if (!details) return;
    details.open = true;
    (details.querySelector('.sheet :is(input:not([type=hidden]):not(:disabled), select, button)') ?? details.querySelector('summary')).focus();
  }
  document.addEventListener('keydown', (event) => {
    const at = event.target;
    if (event.key === 'Escape') {
      const open = openMenu();
      if (open) { open.open = false; open.querySelector('summary').focus(); } else if (at === $('reply')) at.blur();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && at === $('reply')) { event.preventDefault(); $('send').click(); return; }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || document.querySelector('dialog[open]')) return;
    const act = {
      j: () => step(1), k: () => step(-1),
      o: () => (rows().includes(document.activeElement) ? document.activeElement.click() : null),
      u: () => { if (desk.classList.contains('at-talk')) location.assign(desk.querySelector('.back').href); },
      r: () => { $('reply')?.focus(); $('reply')?.scrollIntoView({ block: 'nearest' }); },
      m: () => menu('move'), e: () => menu('resolve'), a: () => $('take')?.click(),
      '/': () => document.querySelector('input[type=search]')?.focus(),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // The newest stands at the end, above the composer, and stays there when the composer grows.
  if (desk.classList.contains('at-talk')) {
    toEnd();
    if (getComputedStyle($('flow')).overflowY === 'visible' && !location.hash) $('end').scrollIntoView({ block: 'end' });
    let end = true;
    const follow = () => {
      const flow = $('flow');
      flow.addEventListener('scroll', () => { end = atEnd(); }, { passive: true });
      new ResizeObserver(() => { if (end) toEnd(); }).observe(flow);
    };
    follow();
    followAgain = follow;
    document.querySelector('.row[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }
  tick();
})();
