/* live-worker.js: holds the one stream of a browser and hands its events to every page. */
'use strict';
const ports = new Set();
const recent = [];
let source = null;
let state = 'lost';
let newest = -1;

const tell = (name, data) => { for (const port of ports) port.postMessage({ name, data }); };
const say = (word) => { state = word; tell('state', word); };

function open(live, seen) {
  newest = seen;
  source = new EventSource(seen >= 0 ? live + '?after=' + seen : live);
  for (const name of ['change', 'sealed', 'refetch']) {
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      if (name === 'change') {
        newest = data.index;
        recent.push(data);
        if (recent.length > 200) recent.shift();
      }
      if (name === 'refetch') recent.length = 0;
      tell(name, data);
    });
  }
  source.addEventListener('open', () => say('open'));
  source.addEventListener('error', async () => {
    say('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    source = null;
    if (await isSignedOut(live)) { recent.length = 0; return say('ended'); }
    // A proxy, a restart, too many pages: the session is good, and words in a composer must not be lost for it.
    setTimeout(() => { if (!source && ports.size) open(live, newest); }, 2000 + Math.random() * 2000);
  });
}

// A stream that was refused does not say why; asking once more does.
async function isSignedOut(live) {
  try {
    const answer = await fetch(live, { headers: { Accept: 'text/event-stream' }, cache: 'no-store' });
    answer.body?.cancel();
    return answer.status === 401 || answer.redirected;
  } catch { return false; }
}

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.bye) {
      ports.delete(port);
      if (!ports.size && source) { source.close(); source = null; recent.length = 0; }
      return;
    }
    ports.add(port);
    if (!source) return open(data.live, data.seen);
    port.postMessage({ name: 'state', data: state });
    // What came between the making of the page and this moment.
    for (const change of recent) if (change.index > data.seen) port.postMessage({ name: 'change', data: change });
  };
};
