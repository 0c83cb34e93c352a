/// What the page does by itself once its script has loaded: live updates, sending without a reload. Everything works without it too.
enum PageScript {
    static let address = "/script.js?v=\(Markup(stringLiteral: code).version)"

    static let code = #"""
        'use strict';
        const $ = (selector, within = document) => within.querySelector(selector);
        const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
        const status = $('#status');
        const text = $('#write textarea');

        function localTimes(within) {
          const today = new Date().toDateString();
          for (const time of $$('time[datetime]', within)) {
            const moment = new Date(time.dateTime);
            if (isNaN(moment)) continue;
            const clock = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
            time.textContent = moment.toDateString() === today ? clock
              : moment.toLocaleDateString([], { weekday: 'short', day: 'numeric', month: 'short' }) + ', ' + clock;
            time.title = moment.toLocaleString();
          }
        }

        // Puts a region's new state in place and leaves alone what has not changed: focus, open details and selections stay.
        function place(region, html, isFirst) {
          const template = document.createElement('template');
          template.innerHTML = html;
          const old = new Map([...region.children].filter(child => child.id).map(child => [child.id, child]));
          const focused = region.contains(document.activeElement) ? document.activeElement.closest('[data-v]') : null;
          const news = [];
          const next = [...template.content.children].map(child => {
            const known = child.id && old.get(child.id);
            if (known && known.dataset.v === child.dataset.v) return known;
            if (!known && !isFirst) {
              child.classList.add('fresh');
              if (child.dataset.news) news.push(child.dataset.news);
            }
            if (known) keepOpen(known, child);
            localTimes(child);
            return child;
          });
          const kept = new Set(next);
          for (const child of [...region.children]) if (!kept.has(child)) child.remove();
          let at = region.firstElementChild;
          for (const child of next) {
            if (child === at) at = at.nextElementSibling;
            else region.insertBefore(child, at);
          }
          if (focused && !focused.isConnected) {
            const again = document.getElementById(focused.id);
            if (again) $('a, button, summary', again)?.focus({ preventScroll: true });
          }
          if (news.length) status.textContent = news.length === 1 ? news[0] : news.length + ' new';
        }

        function keepOpen(from, to) {
          const open = $$('details', from).map(details => details.open);
          $$('details', to).forEach((details, index) => { details.open = open[index] ?? false; });
          const answers = $$('.answer', from).map(answer => answer.textContent);
          $$('.answer', to).forEach((answer, index) => { answer.textContent = answers[index] ?? ''; });
        }

        function listen() {
          const address = document.body.dataset.live;
          if (!address) return;
          const source = new EventSource(address);
          const seen = new Set();
          source.onopen = () => { $('#line').hidden = true; };
          source.onerror = () => {
            $('#line').hidden = false;
            // A refused stream is not tried again by the browser.
            if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
          };
          source.onmessage = event => {
            for (const [id, html] of Object.entries(JSON.parse(event.data))) {
              const region = document.getElementById(id);
              if (!region) continue;
              const atEnd = id === 'talk' && innerHeight + scrollY > document.documentElement.scrollHeight - 240;
              place(region, html, !seen.has(id));
              if (atEnd && seen.has(id)) scrollTo({ top: document.documentElement.scrollHeight });
              seen.add(id);
            }
          };
        }

        async function post(form) {
          const answer = await fetch(form.action, {
            method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { accept: 'text/plain' },
          });
          const words = await answer.text();
          if (!answer.ok) throw new Error(words || 'That did not work.');
          return words;
        }

        function say(form, words) {
          const problem = $('.problem', form);
          if (!problem) { status.textContent = words; return; }
          problem.textContent = words;
          problem.hidden = !words;
        }

        document.addEventListener('submit', async event => {
          const form = event.target;
          const suggested = form.matches('.suggestions') && event.submitter;
          if (suggested && text) {
            event.preventDefault();
            text.value = suggested.value;
            text.focus();
            return;
          }
          if (!form.matches('[data-send], [data-answer]')) return;
          event.preventDefault();
          const button = $('button', form);
          button.disabled = true;
          say(form, '');
          try {
            const words = await post(form);
            const answer = $('.answer', form);
            if (answer) answer.textContent = words;
            if (form.id === 'write') { form.reset(); text.value = ''; replying('', ''); text.focus(); }
          } catch (error) {
            say(form, error instanceof TypeError ? 'The network does not answer. Is the demo still running?' : error.message);
          }
          button.disabled = false;
        });

        function replying(id, handle) {
          const bar = $('#write .replying');
          if (!bar) return;
          $('#write [name=reply]').value = id;
          $('b', bar).textContent = handle ? '@' + handle : '';
          bar.hidden = !id;
        }

        document.addEventListener('click', event => {
          const reply = event.target.closest('[data-reply]');
          if (reply && text) {
            event.preventDefault();
            replying(reply.dataset.reply, reply.dataset.handle);
            text.focus();
            $('#write').scrollIntoView({ block: 'nearest' });
          }
          if (event.target.closest('[data-cancel]')) {
            event.preventDefault();
            replying('', '');
            text.focus();
          }
          const menu = $('.who[open]');
          if (menu && !menu.contains(event.target)) menu.open = false;
        });

        document.addEventListener('keydown', event => {
          const menu = $('.who[open]');
          if (event.key === 'Escape' && menu) { menu.open = false; $('summary', menu).focus(); }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target === text) text.form.requestSubmit();
        });

        localTimes(document);
        if ($('#talk') && !location.hash) scrollTo({ top: document.documentElement.scrollHeight });
        listen();
        """#
}
