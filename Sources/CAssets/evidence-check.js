/* evidence-check.js: verifies an evidence file in the browser, with the browser's own cryptography; nothing of the file leaves it. */
(() => {
  'use strict';
  const form = document.getElementById('check');
  if (!form) return;

  class Refused extends Error {}
  const need = (condition, why) => { if (!condition) throw new Refused(why); };

  // Bytes as text of one character a byte: patterns and strict spellings are then those of every other language.
  const text = (bytes) => {
    let all = '';
    for (let at = 0; at < bytes.length; at += 8192) all += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return all;
  };
  const bytesOf = (binary) => Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  };
  const same = (left, right) => left.length === right.length && left.every((byte, place) => byte === right[place]);
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
  const base64 = (spelt) => {
    need(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(spelt) && btoa(atob(spelt)) === spelt, 'base64 in another spelling');
    return bytesOf(atob(spelt));
  };
  const number = (digits) => {
    need(/^(?:0|[1-9][0-9]{0,15})$/.test(digits) && Number(digits) <= Number.MAX_SAFE_INTEGER, 'not a number that this page can count to');
    return Number(digits);
  };
  const decodes = (bytes) => {
    try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes); } catch { throw new Refused('not UTF-8'); }
  };
  const checkText = (bytes) => need(decodes(bytes) !== null && bytes.every((byte) => byte >= 32 || byte === 10), 'a control character');

  // Trees (RFC 6962 section 2.1, RFC 9162 section 2.1.3.2).
  const leafHash = (bytes) => sha256([0], bytes);
  const nodeHash = (left, right) => sha256([1], left, right);
  const treeRoot = async (hashes) => {
    const stack = [];
    for (let [count, value] of hashes.entries()) {
      for (count += 1; count % 2 === 0; count /= 2) value = await nodeHash(stack.pop(), value);
      stack.push(value);
    }
    let root = stack.pop() ?? await sha256();
    while (stack.length) root = await nodeHash(stack.pop(), root);
    return root;
  };
  const included = async (value, index, size, path, root) => {
    if (index >= size) return false;
    let node = BigInt(index), last = BigInt(size) - 1n;
    for (const sibling of path) {
      if (last === 0n) return false;
      if (node & 1n || node === last) {
        value = await nodeHash(sibling, value);
        while (!(node & 1n) && node) { node >>= 1n; last >>= 1n; }
      } else value = await nodeHash(value, sibling);
      node >>= 1n;
      last >>= 1n;
    }
    return last === 0n && same(value, root);
  };

  // Keys and notes (C2SP signed-note).
  const keyOf = async (line) => {
    const [name, id, ...rest] = line.split('+');
    need(rest.length > 0 && name && !/[\s\u0000-\u001f]/.test(name), 'not a verifier key');
    const material = base64(rest.join('+'));
    need(material.length === 33 && material[0] === 1, 'not a key that signs notes with Ed25519');
    need(hex((await sha256(bytesOf(name + '\n'), material)).subarray(0, 4)) === id, "the key's identifier is not its own");
    return { name, id, line, public: material.subarray(1) };
  };
  const noteOf = (bytes) => {
    checkText(bytes);
    const all = text(bytes), cut = all.lastIndexOf('\n\n'), signatures = new Map();
    need(cut >= 0 && all.endsWith('\n') && cut + 2 < all.length && all.length <= 1 << 20, 'not a note with signatures');
    for (const line of all.slice(cut + 2, -1).split('\n')) {
      const found = /^\u00e2\u0080\u0094 ([^ +]+) (.*)$/.exec(line);
      need(found, 'not a signature line');
      const value = base64(found[2]), mark = found[1] + ' ' + hex(value.subarray(0, 4));
      need(value.length >= 5 && !signatures.has(mark) && signatures.size < 100, 'a signature that is too short, or stands twice');
      signatures.set(mark, value.subarray(4));
    }
    return { text: all.slice(0, cut + 1), signatures };
  };
  // Whether the browser has Ed25519 at all (W3C Web Cryptography Level 2).
  let hasEd25519 = true;
  const signedBy = async (note, key) => {
    const signature = note.signatures.get(key.name + ' ' + key.id);
    if (!signature || signature.length !== 64) return false;
    let imported;
    try { imported = await crypto.subtle.importKey('raw', key.public, 'Ed25519', false, ['verify']); } catch (error) {
      if (error.name !== 'NotSupportedError') return false;
      hasEd25519 = false;
      return true;
    }
    return crypto.subtle.verify('Ed25519', imported, signature, bytesOf(note.text));
  };

  // Entries: a fixed head of 167 bytes, then 33 bytes a stream.
  const leafOf = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), none = (1n << 64n) - 1n;
    need(bytes.length > 167 && text(bytes.subarray(0, 17)) === 'parley/leaf/v01\n\u0001', 'not an entry');
    need(bytes.length === 167 + 33 * bytes[166] && bytes.length <= 431, 'an entry of another length');
    const recorded = view.getBigInt64(19), source = view.getBigInt64(27), terms = view.getBigUint64(91);
    need(view.getUint16(17) && recorded > 0n && source >= 0n && source <= recorded, 'an entry without type or times');
    const actor = bytes.subarray(36, 68).some((byte) => byte), number32 = !bytes.subarray(36, 64).some((byte) => byte);
    need(bytes[35] < 5 && (bytes[35] === 0 || actor) && (bytes[35] !== 1 || number32), 'an actor that no entry has');
    need(bytes[68] <= 15 && bytes[69] <= 8 && bytes[70] <= 2 && bytes[99] <= 18, 'a channel, clock or decision that no entry has');
    const still = [0, 5, 6, 7, 8].includes(bytes[69]) && !bytes.subarray(71, 91).some((byte) => byte);
    need(bytes[70] ? bytes[69] : still, 'a clock without basis or operation');
    const leaf = {
      type: view.getUint16(17), recorded: Number(recorded), terms: terms === none ? null : number(String(terms)), decision: bytes[99],
      event: hex(bytes.subarray(100, 116)), eventBytes: bytes.subarray(100, 116), subject: hex(bytes.subarray(116, 132)),
      fields: view.getUint16(132), commitments: bytes.subarray(134, 166), streams: new Map(),
    };
    need(/[^0]/.test(leaf.event), 'an entry without an event');
    for (let at = 167; at < bytes.length; at += 33) {
      const name = bytes[at] + ' ' + hex(bytes.subarray(at + 1, at + 17)), before = view.getBigUint64(at + 25);
      const sequence = number(String(view.getBigUint64(at + 17)));
      need(bytes[at] >= 1 && bytes[at] <= 5 && /[^0]/.test(name.slice(2)) && !leaf.streams.has(name) && sequence, 'a stream that no entry has');
      need((sequence === 1) === (before === none), 'only the first entry of a stream has none before it');
      leaf.streams.set(name, { sequence, before: sequence === 1 ? null : number(String(before)) });
    }
    return leaf;
  };

  const field = /\{"id":([0-9]+),(?:"nonce":"([^"]*)","bytes":"([^"]*)"|"commitment":"([^"]*)"(?:,"erased":([0-9]+))?)\}(,|$)/y;
  const disclosures = async (bytes, leaves) => {
    const all = text(bytes), said = new Map();
    need(all === '' || all.endsWith('\n'), 'the last disclosure has no end');
    let newest = -1;
    for (const line of all.split('\n').slice(0, -1)) {
      const found = /^\{"index":([0-9]+),"fields":\[(.*)\]\}$/.exec(line);
      need(found, 'not a line of disclosures');
      const index = number(found[1]), leaf = leaves.get(index), fields = new Map(), commitments = [];
      need(leaf && index > newest, `a disclosure of entry ${index} that does not belong here`);
      field.lastIndex = 0;
      for (let more = ',', last = 0; more;) {
        const part = field.exec(found[2]);
        need(part, 'not a field');
        const id = number(part[1]), secret = base64(part[2] ?? part[4]);
        need(id > last && id < 65536 && secret.length === 32, 'fields out of order, or of another length');
        if (part[2] !== undefined) {
          const value = base64(part[3]);
          fields.set(id, { kind: 'disclosed', value });
          commitments.push(await sha256(bytesOf('parley/field/v1\n'), leaf.eventBytes, [id >> 8, id & 255], secret, value));
        } else {
          fields.set(id, part[5] === undefined ? { kind: 'withheld' } : { kind: 'erased', by: number(part[5]) });
          commitments.push(secret);
        }
        last = id;
        more = part[6];
      }
      const root = await treeRoot(await Promise.all(commitments.map(leafHash)));
      need(fields.size === leaf.fields && same(root, leaf.commitments), `what is said of entry ${index} is not what it commits to`);
      said.set(index, fields);
      newest = index;
    }
    return said;
  };

  // Archives (POSIX ustar, one spelling).
  const header = (name, length) => {
    const digits = (value, count) => value.toString(8).padStart(count, '0');
    const front = name.padEnd(100, '\0') + '0000644\0' + '0000000\0'.repeat(2) + digits(length, 11) + '\0' + '0'.repeat(11) + '\0';
    const back = '0' + '\0'.repeat(100) + 'ustar\0' + '00' + '\0'.repeat(64) + '0000000\0'.repeat(2) + '\0'.repeat(167);
    const sum = bytesOf(front + '        ' + back).reduce((all, byte) => all + byte, 0);
    return bytesOf(front + digits(sum, 6) + '\0 ' + back);
  };
  const unpack = (bytes) => {
    need(bytes.length % 512 === 0 && bytes.length >= 1024, 'not a whole archive');
    const files = new Map();
    let at = 0;
    while (bytes[at]) {
      const name = text(bytes.subarray(at, at + 100)).split('\0')[0], digits = text(bytes.subarray(at + 124, at + 135));
      need(/^[a-z0-9./-]+$/.test(name) && /^[0-7]{11}$/.test(digits), 'a name or length that no evidence file has');
      const start = at + 512, end = start + parseInt(digits, 8);
      need(same(bytes.subarray(at, start), header(name, end - start)), 'a header that is not the one for its name and length');
      at = Math.ceil(end / 512) * 512;
      need(at + 1024 <= bytes.length && !bytes.subarray(end, at).some((byte) => byte), 'a file that is cut off, or bytes after its end');
      need(!files.has(name), 'two files of one name');
      files.set(name, bytes.subarray(start, end));
    }
    need(bytes.length === at + 1024 && !bytes.subarray(at).some((byte) => byte), 'bytes after the end');
    return files;
  };
  const kindOf = (name) => /^(?:(?<key>log\.vkey)|(?<said>disclosures\.jsonl)|(?<index>index\.(?:html|jsonl))|conversations\/(?<page>[0-9a-f]{32})\.(?:html|jsonl)|entries\/(?<entry>[0-9]{12,16})\.leaf|terms\/(?<terms>[0-9a-f]{64})|handovers\/(?<handover>[0-9]{12,16})\.tlog-proof|stamps\/(?<token>[0-9a-f]{64})\.token|stamps\/(?<stamped>[0-9a-f]{64})\.note|certificates\/(?<certificate>authority|[0-9a-f]{8})\.der|seal\/consistency\/(?<since>[0-9]{12,16})\.proof|(?<sealed>seal\/disclosures\.jsonl)|seal\/entries\/(?<export>[0-9]{12,16})\.leaf|seal\/proofs\/(?<proof>[0-9]{12,16})\.tlog-proof)$/.exec(name)?.groups;
  const named = ['said', 'index', 'page', 'entry', 'terms', 'handover', 'token', 'stamped', 'certificate'];

  const [exporting, erasing, tombstone, release, redactEarlier, withdraw] = [15, 13, 14, 3, 4, 5];
  const facts = (said, index) => {
    const first = said.get(index)?.get(1);
    need(first?.kind === 'disclosed', `entry ${index} does not say what it must`);
    return text(first.value);
  };
  const lawful = (said, entries, index, id, by) => {
    const leaf = entries.get(index), record = entries.get(by);
    if (!record || by <= index) return false;
    if (record.decision === erasing) {
      const value = facts(said, by), list = /"reached":\{"_0":\{"entries":\[([^\]]*)\]/.exec(value)?.[1] ?? '';
      const ranges = Array.from(list.matchAll(/\{"first":([0-9]+),"last":([0-9]+)\}/g));
      return /"erased":\{"_0":\{"identity":"[^]{32}","basis":"[^"]|"retired":\{"_0":\{"basis":"[^"]/.test(value) && ranges.some(([, first, last]) => number(first) <= index && index <= number(last));
    }
    const again = leaf.type === redactEarlier && /[^0]/.test(leaf.subject) && record.subject === leaf.subject;
    const gone = record.type === withdraw && record.decision === tombstone;
    return id > 1 && (gone || [release, redactEarlier].includes(record.type)) && (record.subject === leaf.event || again);
  };

  // The log's keys as its own entries say: each with the entry that announced it and the one that retired it, the oldest first.
  const keysOf = async (first, said, entries) => {
    const lives = [], about = new Set(), former = [];
    for (const [index, leaf] of Array.from(entries).toSorted(([left], [right]) => left - right)) {
      const fact = said.get(index)?.get(1);
      if (fact?.kind !== 'disclosed' || !Array.from(leaf.streams.keys()).some((name) => name.startsWith('5 '))) continue;
      if (text(fact.value).includes('"logContinued":{"_0":{')) {
        const goesOn = /"logContinued":\{"_0":\{"former":"([^"]*)","signed":([0-9]+),"root":"[0-9a-f]{64}","kept":([0-9]+),/.exec(text(fact.value));
        need(goesOn && number(goesOn[3]) <= index, `entry ${index} does not say in the known words from what the log goes on`);
        former.push({ index, key: (await keyOf(goesOn[1])).line, signed: number(goesOn[2]), kept: number(goesOn[3]) });
        about.add(index);
      }
      const found = /^\{"version":1,"events":\[\{"logKey(Retired)?":\{"_0":\{"key":"([^"]*)"(?:,"before":"([^"]*)")?\}\}\}\]\}$/.exec(text(fact.value));
      if (!found || Boolean(found[1]) === (found[3] !== undefined)) continue;
      const key = await keyOf(found[2]), before = found[3] === undefined ? key : await keyOf(found[3]), older = lives.at(-2);
      // Before a log went on under another name its entries were about other keys.
      if (key.name !== first.name && before.name !== first.name) continue;
      about.add(index);
      if (found[1]) {
        need(older?.key.line === key.line && older.retired === null, `entry ${index} retires a key that it cannot`);
        older.retired = index;
      } else {
        if (!lives.length) lives.push({ key: before, announced: -1, retired: null });
        need(lives.at(-1).key.line === found[3] && lives.slice(0, -1).every((life) => life.retired !== null), `entry ${index} announces a key out of turn`);
        need(key.name === lives[0].key.name && lives.every((life) => life.key.line !== key.line), `entry ${index} announces no new key`);
        lives.push({ key, announced: index, retired: null });
      }
    }
    return { lives: lives.length ? lives : [{ key: first, announced: -1, retired: null }], about, former };
  };
  const checkpointOf = (spelt) => {
    const signed = noteOf(bytesOf(spelt)), said = signed.text.slice(0, -1).split('\n');
    need(said.length >= 3 && said.every((one) => one), 'not a checkpoint');
    return { signed, origin: said[0], size: number(said[1]), root: base64(said[2]) };
  };
  // The places of the keys that signed a checkpoint and might; every signature of a known key holds.
  const signersOf = async (checkpoint, lives) => {
    const able = [];
    let there = 0;
    for (const [place, { key, announced, retired }] of lives.entries()) {
      if (!checkpoint.signed.signatures.has(key.name + ' ' + key.id)) continue;
      there += 1;
      need(await signedBy(checkpoint.signed, key), 'the signature of a key of the log does not hold');
      if (announced < checkpoint.size && (retired === null || checkpoint.size <= retired)) able.push(place);
    }
    need(there, "the checkpoint is not signed with the log's key");
    need(able.length, 'the checkpoint is signed only by a key that was retired, or not announced yet');
    need(checkpoint.origin === lives[0].key.name, 'a checkpoint of another log');
    return able;
  };
  const proofOf = (proof, index) => {
    const cut = proof.indexOf('\n\n'), head = proof.slice(0, cut).split('\n');
    need(cut >= 0 && head[0] === 'c2sp.org/tlog-proof@v1' && head[1] === `index ${index}` && head.length <= 65, `the proof of entry ${index} is not its own`);
    const path = head.slice(2).map(base64);
    need(path.every((hash) => hash.length === 32), 'a hash of another length');
    return { path, checkpoint: proof.slice(cut + 2) };
  };

  const verify = async (bytes, pinned) => {
    const files = unpack(bytes), names = Array.from(files.keys());
    need(names[0] === 'manifest', 'the first file is not the manifest');
    const note = noteOf(files.get('manifest')), digest = hex(await sha256(files.get('manifest')));
    const lines = note.text.slice(0, -1).split('\n').map((line) => line.split(' '));
    need(lines.length > 4 && lines[0].join(' ') === 'parley/evidence/v2' && lines[3].length === 2 && lines[3][0] === 'key', 'not a manifest of version 2');
    need(/^about (?:range [0-9]+ [0-9]+|(?:conversation|customer|complaint) [0-9a-f]{32})$/.test(lines[2].join(' ')), 'it is about nothing known');
    const [, kind, which, until] = lines[2], announced = number(lines[3][1]), streams = new Map(), listed = [];
    for (const words of lines.slice(4)) {
      if (words[0] === 'stream' && words.length === 5 && !listed.length) {
        need(/^(?:conversation|party)$/.test(words[1]) && /^[0-9a-f]{32}$/.test(words[2]) && words[3] === '1', 'not a stream');
        need(number(words[4]) && !streams.has('1 ' + words[2]) && !streams.has('2 ' + words[2]), 'a stream twice, or without entries');
        streams.set((words[1] === 'party' ? '2 ' : '1 ') + words[2], number(words[4]));
      } else {
        const content = files.get(words[3]);
        need(words[0] === 'file' && words.length === 4 && content && (!listed.length || listed.at(-1) < words[3]), 'neither stream nor file, or out of order');
        need(hex(await sha256(content)) === words[1] && String(content.length) === words[2], `${words[3]} is not the file that the manifest names`);
        listed.push(words[3]);
      }
    }
    const rest = names.slice(1), tail = rest.slice(listed.length), groups = {};
    need(rest.slice(0, listed.length).join() === listed.join() && tail.join() === tail.toSorted().join(), 'files that the manifest does not name');
    for (const name of rest) {
      const found = Object.entries(kindOf(name) ?? {}).find(([, value]) => value !== undefined);
      need(found && named.includes(found[0]) === listed.includes(name), 'a name that no evidence file has');
      (groups[found[0]] ??= new Map()).set(found[1], name);
    }
    need(['key', 'said', 'sealed', 'export', 'entry', 'proof'].every((part) => groups[part]) && files.has('index.html'), 'a part of the evidence is missing');
    const line = text(files.get('log.vkey'));
    need(line.endsWith('\n'), "the key's line has no end");
    const own = await keyOf(line.slice(0, -1));

    const entries = new Map(), exports = new Map();
    let spelling, checkpoint;
    for (const [into, part] of [[entries, 'entry'], [exports, 'export']]) {
      for (const [spelt, name] of groups[part]) {
        const index = parseInt(spelt, 10);
        need(String(index).padStart(12, '0') === spelt && groups.proof.has(spelt), `entry ${index} has no proof`);
        const proof = proofOf(text(files.get(groups.proof.get(spelt))), index);
        if (spelling === undefined) {
          spelling = proof.checkpoint;
          checkpoint = checkpointOf(spelling);
        }
        need(proof.checkpoint === spelling, 'proofs lead to more than one checkpoint');
        const leaf = files.get(name);
        need(await included(await leafHash(leaf), index, checkpoint.size, proof.path, checkpoint.root), `entry ${index} is not in the log`);
        into.set(index, leafOf(leaf));
      }
    }
    need(groups.proof.size === entries.size + exports.size, 'proofs of entries that are not here');
    const said = await disclosures(files.get('disclosures.jsonl'), entries);
    const sealed = await disclosures(files.get('seal/disclosures.jsonl'), exports);

    // The checkpoint, by the log's keys and from the key that is known.
    const { lives, about, former } = await keysOf(own, said, entries), signers = await signersOf(checkpoint, lives);
    const placeOf = (one) => lives.findIndex((life) => life.key.line === one.line), start = placeOf(pinned ?? own);
    need(start >= 0 && signers.includes(placeOf(own)), "the file's own key is not the key you gave, and no entry leads to it");
    const vouched = async (place) => {
      const index = lives[place].announced, name = groups.handover?.get(String(index).padStart(12, '0'));
      if (name === undefined) return false;
      const proof = proofOf(text(files.get(name)), index), before = checkpointOf(proof.checkpoint);
      const leaf = files.get(groups.entry.get(String(index).padStart(12, '0')));
      need(await included(await leafHash(leaf), index, before.size, proof.path, before.root), `entry ${index} is not in the tree that vouches for its key`);
      const both = await signersOf(before, lives);
      return both.includes(place) && both.includes(place - 1);
    };
    for (const [place, life] of lives.entries()) {
      const isHere = place && groups.handover?.has(String(life.announced).padStart(12, '0'));
      if (isHere || place > start && place <= signers[0]) need(await vouched(place), `nothing shows that the key before vouched for the one of entry ${life.announced}`);
    }
    need((groups.handover?.size ?? 0) <= lives.length - 1, 'a handover of no key');
    const key = own;
    need(lines[1].join(' ') === key.name, 'the manifest is of another log');

    // The manifest is signed with the key that an entry announced.
    const configuration = (leaf) => Array.from(leaf.streams.keys()).some((name) => name.startsWith('5 '));
    need(entries.has(announced) && configuration(entries.get(announced)), 'the entry of the key is missing');
    const announcement = /^\{"version":1,"events":\[\{"evidenceKey":\{"_0":\{"key":"([^]*)"\}\}\}\]\}$/.exec(facts(said, announced));
    const evidenceKey = announcement && await keyOf(announcement[1]);
    need(evidenceKey?.name === key.name + '/evidence' && await signedBy(note, evidenceKey), 'the manifest is not signed with the evidence key');

    // Every stream from its first entry on, and an entry of the export directly behind its last.
    const ascending = Array.from(entries.keys()).toSorted((left, right) => left - right);
    for (const [name, last] of streams) {
      let before = null, place = 0;
      for (const index of ascending) {
        const step = entries.get(index).streams.get(name);
        if (!step) continue;
        place += 1;
        need(step.sequence === place && step.before === before, `the stream ${name.slice(2)} has a gap before entry ${index}`);
        before = index;
      }
      const seals = Array.from(exports.values()).flatMap((leaf) => leaf.streams.get(name) ?? []);
      need(place === last && seals.length === 1 && seals[0].sequence === last + 1 && seals[0].before === before, `the stream ${name.slice(2)} is not whole up to the export`);
    }
    need(ascending.at(-1) < Math.min(...exports.keys()), 'entries that are newer than the export');
    const follows = (leaf) => Array.from(leaf.streams.keys()).some((name) => streams.has(name));
    for (const [index, leaf] of exports) {
      const value = facts(sealed, index);
      need(leaf.decision === exporting && value.includes('"exported":{"_0":{') && value.includes(`"manifest":"${digest}"`), 'the export of another manifest');
      need(follows(leaf) || streams.size === 0 && exports.size === 1, 'an export that follows on nothing here');
    }

    // What it is about is what it holds.
    const whole = (leaf) => Array.from(leaf.streams.keys()).every((name) => !name.startsWith('1 ') || streams.has(name));
    const parties = Array.from(streams.keys()).filter((name) => name.startsWith('2 '));
    let subject = new Set(ascending.filter((index) => follows(entries.get(index))));
    if (kind === 'range') {
      const first = number(which), last = number(until);
      need(streams.size === 0 && first <= last && last - first < entries.size, 'a range that is not here');
      subject = new Set(Array.from({ length: last - first + 1 }, (_, place) => first + place));
      need(Array.from(subject).every((index) => entries.has(index)), 'entries of the range are missing');
    } else if (kind === 'conversation') need(streams.has('1 ' + which) && !parties.length, 'the conversation that it is about is not in it');
    else if (kind === 'customer') {
      const wrote = Array.from(entries.values()).filter((leaf) => leaf.streams.has('2 ' + which));
      need(parties.join() === '2 ' + which && wrote.every(whole), 'not all of the customer is here');
    } else {
      const recorded = ascending.find((index) => entries.get(index).event === which);
      need(streams.size && !parties.length && recorded !== undefined && whole(entries.get(recorded)), "the complaint's conversation is not whole");
      need(facts(said, recorded).includes('"complaintRecorded":{"_0":{'), 'no entry here recorded the complaint');
    }

    // Of every field something is said; what is gone is gone on record.
    const count = { disclosed: 0, withheld: 0, erased: 0 }, by = new Set();
    for (const [index, leaf] of entries) {
      need(said.has(index) || !leaf.fields, `nothing is said of entry ${index}: destroyed, or kept back`);
      for (const [id, one] of said.get(index) ?? []) {
        need(one.kind !== 'erased' || lawful(said, entries, index, id, one.by), `field ${id} of entry ${index} is gone without a record`);
        count[one.kind] += 1;
        if (one.kind === 'erased') by.add(one.by);
      }
    }

    // Terms with every file that they name, and nothing that has no reason to be here.
    const terms = new Set(Array.from(subject, (index) => entries.get(index).terms).filter((index) => index !== null)), wanted = new Set();
    for (const index of terms) {
      need(entries.has(index) && facts(said, index).includes('"termsInForce":{"_0":{'), 'an entry that put terms in force is missing');
      for (const [, hash] of facts(said, index).matchAll(/"sha256":"([^]{64})/g)) wanted.add(hash);
    }
    const kept = groups.terms ?? new Map();
    need(kept.size === wanted.size && Array.from(wanted).every((hash) => kept.has(hash)), 'files of terms are missing, or too many');
    for (const [hash, name] of kept) need(hex(await sha256(files.get(name))) === hash, `${name} has other bytes than its name says`);
    need(ascending.every((index) => subject.has(index) || terms.has(index) || by.has(index) || about.has(index) || index === announced), 'an entry that does not belong here');
    need(Array.from((groups.page ?? new Map()).keys()).every((id) => streams.has('1 ' + id)), 'a page of a conversation that is not here');
    return { about: lines[2].slice(1).join(' '), streams, count, entries: entries.size, exports: Array.from(exports.keys()), by: Array.from(by), size: checkpoint.size, key, lives, signers, former, others: ['certificate', 'token'].some((part) => groups[part]) };
  };

  const result = document.getElementById('check-result');
  const say = (verdict, className, list) => {
    const head = document.createElement('p'), items = document.createElement('ul');
    head.className = className;
    head.textContent = verdict;
    for (const words of list) items.append(Object.assign(document.createElement('li'), { textContent: words }));
    result.replaceChildren(head, items);
  };
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const file = document.getElementById('check-file').files[0], given = document.getElementById('check-key').value.trim();
    if (!file) return;
    if (!globalThis.crypto?.subtle) {
      say('This browser gives no cryptography to pages without HTTPS. Use the command.', 'problem', []);
      return;
    }
    hasEd25519 = true;
    result.textContent = 'Verifying…';
    try {
      const found = await verify(new Uint8Array(await file.arrayBuffer()), given ? await keyOf(given) : null);
      const facts = Array.from(found.streams, ([name, last]) => `Whole: ${name.startsWith('2 ') ? 'customer' : 'conversation'} ${name.slice(2)} from its entry 1 to ${last}`);
      if (!found.streams.size) facts.push('A part of the log: no conversation is proved whole by it.');
      facts.push(`${found.entries} entries under a checkpoint of ${found.size}; fields: ${found.count.disclosed} disclosed, ${found.count.withheld} withheld, ${found.count.erased} erased${found.by.length ? ' by entry ' + found.by.join(', ') : ''}`);
      facts.push(`Recorded by entry ${found.exports.join(', ')}. What happened later is not in it.`);
      if (found.lives.length > 1) found.lives.forEach(({ key, announced, retired }, place) => facts.push(`Key ${key.id}: ${announced < 0 ? 'the first' : `announced by entry ${announced}`}${retired === null ? '' : `, retired by entry ${retired}`}${found.signers.includes(place) ? ', signed the checkpoint' : ''}`));
      for (const { index, key, signed, kept } of found.former) facts.push(`The log goes on from ${key}: of the ${signed} entries that its key had signed the first ${Math.min(kept, signed)} are here${signed > kept ? ', the others are lost' : ''}. Entry ${index} says why.`);
      if (found.others) facts.push('Not checked here: certificates (X.509) and time stamps (RFC 3161). They are as the signed manifest names them, no more; parley ledger verify proves them against the authorities that you give it.');
      facts.push(given ? "Assurance A: the log's key, known from elsewhere." : 'Assurance: none. The key came with the file: anybody can make a file under a key of his own.');
      facts.push('A log that was forked or rewritten by whoever holds its key would not be noticed here: compare with a checkpoint kept elsewhere.');
      if (hasEd25519) say((given ? 'Verified: ' : 'Whole in itself only, under a key that came with it and is nobody\u2019s word: ') + found.about, given ? 'said' : 'problem', facts);
      else say('Not verified: hashes and proofs hold, but this browser cannot check Ed25519 signatures. Use the command.', 'problem', facts);
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error);
      say('Not verified: ' + (error instanceof Refused ? error.message : 'the file cannot be read'), 'problem', []);
    }
  });
})();
