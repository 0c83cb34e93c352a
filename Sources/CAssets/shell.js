/* shell.js: the header's sealed number, the keys, and what every page does alike. */
(() => {
  'use strict';
  const seal = document.getElementById('seal');
  const grouped = new Intl.NumberFormat('en-GB');
  if (seal && window.parleyLive) {
    const number = seal.querySelector('[data-sealed]');
    const waiting = seal.querySelector('[data-waiting]');
    const ago = seal.querySelector('.ago');
    let last = Date.now() - 1000 * Number(ago?.dataset.ago || 0);
    const show = () => {
      if (!ago) return;
      const seconds = Math.max(0, Math.round((Date.now() - last) / 1000));
      ago.textContent = ', ' + (seconds < 60 ? seconds + ' s ago' : Math.floor(seconds / 60) + ' min ago');
    };
    window.parleyLive.on('sealed', ({ sealed, accepted }) => {
      const text = grouped.format(sealed);
      if (number.textContent !== text) last = Date.now();
      number.textContent = text;
      waiting.textContent = accepted > sealed ? ', ' + grouped.format(accepted - sealed) + ' not yet' : '';
      show();
    });
    window.parleyLive.on('state', (word) => {
      if (word === 'ended') location.assign('/sign-in');
      seal.toggleAttribute('data-lost', word === 'lost');
    });
    setInterval(show, 5000);
  }

  // A part of a page that is made anew when something changed: the element with data-refresh, from the same address.
  const parts = document.querySelectorAll('[data-refresh]');
  if (parts.length && window.parleyLive) {
    let timer = 0;
    let again = false;
    const refresh = async () => {
      for (const part of parts) {
        const answer = await fetch(part.dataset.refresh, { headers: { Accept: 'text/html' } }).catch(() => null);
        if (!answer || !answer.ok || answer.redirected) continue;
        const made = new DOMParser().parseFromString(await answer.text(), 'text/html').body;
        if (!part.contains(document.activeElement) || document.activeElement === document.body) part.replaceChildren(...made.childNodes);
        else again = true;
      }
    };
    // At most once a second: whoever looks at figures does not read faster.
    const soon = () => { if (!timer) timer = setTimeout(async () => { timer = 0; again = false; await refresh(); if (again) soon(); }, 1000); };
    window.parleyLive.on('change', soon);
    window.parleyLive.on('refetch', soon);
    // Time passes also where nothing happens.
    setInterval(soon, 30000);
  }

  // On a narrow screen the places stand in a row: the one that is shown is in sight.
  const places = document.querySelector('.places'), here = places?.querySelector('[aria-current]');
  if (here) places.scrollLeft = here.offsetLeft - (places.clientWidth - here.offsetWidth) / 2;

  const sheet = document.getElementById('keys');
  for (const button of document.querySelectorAll('[data-keys]')) {
    button.hidden = false;
    button.addEventListener('click', () => sheet.showModal());
  }
  let went = 0;
  document.addEventListener('keydown', (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
    if (sheet?.open) return;
    if (event.key === '?' && sheet) { event.preventDefault(); sheet.showModal(); return; }
    if (event.key === 'g') { went = Date.now(); return; }
    if (Date.now() - went < 1500) {
      const place = document.querySelector('.places a[data-key="' + CSS.escape(event.key) + '"]');
      went = 0;
      if (place) { event.preventDefault(); event.stopImmediatePropagation(); place.click(); }
    }
  });
})();
