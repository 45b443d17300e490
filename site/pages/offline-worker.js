/* Keeps one copy of the site on this device: whole and as it was published, or none. It stands where the site, or the
   folder of its releases, begins; beside it offline.json lists every file with its digest. Pages are answered from the
   copy that is held; a newer one is fetched beside it, and takes its place when somebody says so, or when no page is
   open. What is in neither, and whether a release is current, is asked of the server as if this were not here. */
(function () {
  "use strict";
  function say(words, parts) { return words.replace(/\{(\w+)\}/g, function (_, name) { return parts[name]; }); } // as say.js
  var LIST = "offline.json";
  var LANGUAGE = say("en"); // the tag of the language that these words are in
  var AT_ONCE = 6;
  var PATIENCE = 3000; // ms until what is held is shown in place of an answer that does not come
  var MINUTE = 60000;
  var home = new URL(".", self.location).href;
  /* The editions at other addresses of the same server have caches of their own. */
  var mark = "eop " + new URL(home).pathname + " ";
  var queue = Promise.resolve();
  var why = ""; // the last time nothing could be fetched

  /* ---- What is held, in a cache of its own: {held, ready, coming, expired, declined} ---- */
  function store() { return caches.open(mark + "state"); }
  async function state() {
    var kept = await (await store()).match(home);
    return kept ? kept.json() : {};
  }
  async function become(change) {
    var next = Object.assign(await state(), change);
    await (await store()).put(home, new Response(JSON.stringify(next)));
    return next;
  }
  function cacheOf(copy) { return caches.open(mark + copy.id); }

  /* A wider edition is cleared when its server was not reached for too long; the public one never is. */
  function end(copy) { return copy.cleared_after ? copy.proved + copy.cleared_after * MINUTE : Infinity; }
  function over(copy) { return Boolean(copy) && end(copy) < Date.now(); }

  async function standing() {
    var now = await state();
    if (over(now.coming)) now = await become({ coming: null });
    else if (!over(now.held) && !over(now.ready)) return now;
    if (over(now.ready)) now = await become({ ready: null });
    if (over(now.held)) {
      now = await become(now.ready ? { held: now.ready, ready: null }
        : { held: null, coming: null, expired: { version: now.held.version, on: end(now.held) } });
      await lead(true);
    }
    await sweep(now);
    return now;
  }
  async function sweep(now) {
    var used = [now.held, now.ready, now.coming].filter(Boolean).map(function (copy) { return mark + copy.id; });
    (await caches.keys()).forEach(function (name) {
      if (name.indexOf(mark) === 0 && name !== mark + "state" && used.indexOf(name) < 0) caches.delete(name);
    });
  }

  /* ---- Open pages are told how things stand, and led on when another copy takes the place of theirs ---- */
  async function pages() {
    var all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    return all.filter(function (page) { return page.url.indexOf(home) === 0; });
  }
  async function tell(more) {
    var now = await state();
    if (now.held) now.held.end = now.held.cleared_after ? end(now.held) : 0;
    (await pages()).forEach(function (page) { page.postMessage(Object.assign({ home: home, failed: why }, now, more)); });
  }
  async function lead(away) {
    var now = await state();
    (await pages()).forEach(async function (page) {
      page.postMessage({ home: home, go: away ? page.url : await inHeld(now.held, page.url) || home + now.held.at + "index.html" });
    });
  }

  /* ---- Answers ---- */
  function address(at, name) { return home + at + name.split("/").map(encodeURIComponent).join("/"); }
  function pathOf(url) {
    var path = url.slice(home.length).split(/[?#]/)[0];
    try { path = decodeURIComponent(path); } catch (e) { /* then it is no file of ours */ }
    return path.replace(/(^|\/)$/, "$1index.html");
  }
  /* A page of a release that is not held, or of an alias, has the same name in the one that is. */
  async function inHeld(copy, url) {
    var path = pathOf(url);
    var names = [path, copy.at && path.indexOf("/") > 0 ? path.slice(path.indexOf("/") + 1) : path];
    var kept = await cacheOf(copy);
    for (var i = 0; i < names.length; i++) {
      if (await kept.match(address(copy.at, names[i]))) return address(copy.at, names[i]);
    }
    return "";
  }
  async function answer(request) {
    var now = await standing();
    var opens = request.mode === "navigate";
    if (opens && now.ready && !(await pages()).length) now = await take();
    if (!now.held) return opens && now.expired ? expired(request, now.expired) : fetch(request);
    var kept = await (await cacheOf(now.held)).match(address("", pathOf(request.url)));
    if (kept) return kept;
    if (!opens) return fetch(request);
    try {
      var fresh = await Promise.race([fetch(request), new Promise(function (_, no) { setTimeout(no, PATIENCE); })]);
      if (fresh.status < 500) return fresh;
    } catch (e) { /* no network, or none that answers */ }
    var there = await inHeld(now.held, request.url);
    if (there) return Response.redirect(there);
    return said(say("This page is not in this copy"),
      say("It is not among the pages that this device holds, and the network does not answer."),
      '<p><a href="' + home + now.held.at + 'index.html">' + plain(say("The first page of the copy on this device")) + "</a></p>");
  }
  async function expired(request, copy) {
    try { return await fetch(request); } catch (e) {
      var day = new Date(copy.on).toLocaleDateString(LANGUAGE === "en" ? "en-GB" : LANGUAGE, { dateStyle: "long" });
      return said(say("The copy on this device has expired"), say("It was cleared on {day}, since its server had not been reached for too long. Open this page with a network, and it is fetched anew.", { day: day }), "");
    }
  }
  function plain(words) { return words.replace(/[&<>"]/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; }); }
  function said(title, text, more) {
    title = plain(title);
    var page = '<!doctype html><html lang="' + LANGUAGE + '"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
      + '<meta name="color-scheme" content="light dark"><title>' + title + "</title><h1>" + title + "</h1><p>" + plain(text) + "</p>" + more;
    return new Response(page, { status: 503, headers: {
      "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'"
    } });
  }

  /* ---- Taking a copy ---- */
  async function digest(bytes) {
    var sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(sum, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
  }
  /* Ask for the list; `asked`: somebody wants the copy, so that it is fetched though the edition is public. */
  async function check(asked) {
    why = "";
    await tell();
    var answered = await fetch(home + LIST, { cache: "no-cache" });
    if (!answered.ok) return;
    var bytes = await answered.arrayBuffer();
    var list = JSON.parse(new TextDecoder().decode(bytes));
    if (list.format !== "eop-offline-1") return;
    var names = Object.keys(list.files);
    if (!names.length) return drop({}); // called back, or a preview
    var id = (await digest(bytes)).slice(0, 16);
    var now = await standing();
    var known = ["held", "ready"].filter(function (part) { return now[part] && now[part].id === id; })[0];
    var seen = {};
    if (known) {
      seen[known] = Object.assign(now[known], { proved: Date.now() });
      if (known === "held") seen.ready = seen.coming = null;
      await sweep(await become(seen));
    } else if (asked || now.held || (list.edition !== "public" && !now.declined)) {
      await fetchWhole(list, names, id);
    }
    await tell();
  }
  async function fetchWhole(list, names, id) {
    var copy = { id: id, at: list.at, version: list.version, edition: list.edition, as_of: list.as_of,
      trusted_until: list.trusted_until, cleared_after: list.cleared_after, files: names.length, proved: Date.now() };
    var now = await become({ coming: copy, declined: false });
    await sweep(now);
    var kept = await cacheOf(copy);
    var former = now.held && await cacheOf(now.held);
    var there = new Set((await kept.keys()).map(function (request) { return request.url; }));
    var left = names.filter(function (name) { return !there.has(address(copy.at, name)); });
    var done = names.length - left.length;
    async function some() {
      while (left.length) {
        var name = left.shift();
        try { await fetchOne(name); } catch (error) { left.length = 0; throw error; }
        if (++done % 20 === 0) tell({ done: done });
      }
    }
    async function fetchOne(name) {
      var there = address(copy.at, name);
      var old = former && await former.match(address(now.held.at, name));
      if (old && old.headers.get("eop-digest") === list.files[name]) return kept.put(there, old);
      var fresh, bytes, ways = ["no-cache", "reload"]; // an answer from before the list may still lie about
      do {
        fresh = await fetch(there, { cache: ways.shift() });
        if (!fresh.ok) throw new Error(say("{file} is not there", { file: name }));
        bytes = await fresh.arrayBuffer();
        var right = await digest(bytes) === list.files[name];
      } while (!right && ways.length);
      if (!right) throw new Error(say("{file} is not as it was published", { file: name }));
      await kept.put(there, new Response(bytes, { headers: {
        "Content-Type": fresh.headers.get("Content-Type") || "", "eop-digest": list.files[name]
      } }));
    }
    await tell({ done: done });
    await Promise.all(Array.from({ length: AT_ONCE }, some));
    copy.fetched = copy.proved = Date.now();
    now = await state();
    if (!now.coming || now.coming.id !== id) return; // removed meanwhile
    await sweep(await become(now.held ? { ready: copy, coming: null } : { held: copy, coming: null, expired: null }));
  }
  async function take() {
    var now = await state();
    if (!now.ready) return now;
    now = await become({ held: now.ready, ready: null });
    await lead(false);
    await sweep(now);
    return now;
  }
  async function drop(change) {
    await sweep(await become(Object.assign({ held: null, ready: null, coming: null, expired: null }, change)));
    await tell();
  }

  /* ---- What pages ask for: check, keep, take, remove ---- */
  function failed(error) {
    why = error.name === "QuotaExceededError" ? say("there is no room for it on this device")
      : error instanceof TypeError ? say("the network does not answer") : error.message;
    return tell();
  }
  self.addEventListener("message", function (event) {
    var asked = event.data;
    if (asked === "take") event.waitUntil(take());
    else if (asked === "remove") event.waitUntil(drop({ declined: true }));
    else {
      queue = queue.then(standing).then(function () { return check(asked === "keep"); }).catch(failed);
      event.waitUntil(queue);
    }
  });
  self.addEventListener("fetch", function (event) {
    if (event.request.method === "GET" && event.request.url.indexOf(home) === 0) event.respondWith(answer(event.request));
  });
  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
})();
