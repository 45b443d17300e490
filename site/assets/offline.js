/* The copy on this device: what it is, how to have one, and that a newer one is here. offline-worker.js does the work. */
(function () {
  "use strict";
  var say = window.eopSay;
  var script = document.currentScript;
  var banner = document.querySelector(".eop-banner");
  var proof = document.getElementById("eop-proof");
  var until = document.getElementById("eop-until");
  if (!banner || !proof) return;
  if (until && Date.now() > Date.parse(until.dateTime) + 864e5) proof.after(" · ", make("strong", say("past its date")));

  /* From a stick there is neither worker nor cache, and an address without https has none. */
  var workers = navigator.serviceWorker;
  if (!script.dataset.home || !workers || location.protocol.indexOf("http")) return;
  var home = new URL(script.dataset.home + "/", new URL("..", script.src)).href;
  var app = make("link");
  app.rel = "manifest";
  app.crossOrigin = "use-credentials"; // it lies behind the same login as the pages
  app.href = new URL("../app.webmanifest", script.src);
  document.head.append(app);

  function make(name, text) {
    var made = document.createElement(name);
    made.textContent = text || "";
    return made;
  }
  function button(text, ask) {
    var made = make("button", text);
    made.type = "button";
    made.addEventListener("click", function () { ask(); });
    return made;
  }
  function day(when, more) {
    var lang = document.documentElement.lang;
    return new Date(when).toLocaleString(lang === "en" ? "en-GB" : lang, Object.assign({ dateStyle: "long" }, more)); // as the pages write days
  }
  function name(copy) {
    var told = { version: copy.version, day: day(copy.as_of + "T12:00") };
    return copy.version ? say("version {version}, as of {day}", told) : say("as of {day}", told);
  }

  /* ---- Words: in the banner, and on the page that explains it ---- */
  var does = "";
  var boxes = [banner.appendChild(make("p")), document.getElementById("eop-offline")].filter(Boolean).map(function (box) {
    var said = make("span"), tools = make("span"), press = button("", function () { ask(does); });
    tools.className = "eop-tools";
    tools.append(press);
    box.hidden = true;
    box.append(said, tools);
    return { box: box, said: said, press: press, brief: box.parentNode === banner };
  });
  var news = null;

  function words(now, brief) {
    var held = now.held, coming = now.coming, text = [];
    if (held) {
      text.push(say("On this device, whole: {copy}, fetched {fetched}, last seen to be current {proved}. It opens without a network.",
        { copy: name(held), fetched: day(held.fetched, { timeStyle: "short" }), proved: day(held.proved, { timeStyle: "short" }) }));
      if (held.trusted_until && !brief) text.push(say("Trust it unasked until {day}.", { day: day(held.trusted_until + "T12:00") }));
      if (held.end) text.push(say("It is cleared on {day} unless its server is reached before.", { day: day(held.end) }));
    } else if (now.expired) {
      text.push(say("The copy on this device expired and was cleared on {day}.", { day: day(now.expired.on) }));
    }
    if (coming) {
      text.push(now.failed ? say("Not fetched whole: {why}. What is missing is fetched when a page is opened with a network.", { why: now.failed })
        : say("Being fetched for use without a network: {done} of {all} files.", { done: now.done || 0, all: coming.files }));
    } else if (!held) {
      text.push(now.failed ? say("Not fetched: {why}.", { why: now.failed })
        : say("Not on this device: without a network these pages do not open."));
    }
    return text.join(" ");
  }
  function show(now) {
    does = now.held || now.coming ? "remove" : "keep";
    boxes.forEach(function (each) {
      each.box.hidden = false;
      each.said.textContent = words(now, each.brief);
      each.press.textContent = does === "keep" ? say("Keep a copy on this device") : say("Remove it from this device");
    });
    if (now.ready && !news) {
      news = make("p");
      news.className = "eop-tools eop-update";
      news.setAttribute("role", "status");
      banner.after(news);
      var told = now.ready.version === now.held.version ? say("as of {day}", { day: day(now.ready.as_of + "T12:00") })
        : say("version {version}", { version: now.ready.version });
      news.append(make("span", say("A newer copy is here: {which}", { which: told })), button(say("Change to it"), function () { ask("take"); }));
    } else if (!now.ready && news) {
      news.remove();
      news = null;
    }
  }

  /* ---- The worker: asked here, and heard ---- */
  function to(found, what) {
    if (found.active) return found.active.postMessage(what);
    var coming = found.installing || found.waiting;
    coming.addEventListener("statechange", function () { if (coming.state === "activated") coming.postMessage(what); });
  }
  function start(what) {
    workers.register(new URL("offline-worker.js", home)).then(function (found) { to(found, what); }).catch(function () {
      /* a browser that keeps nothing, or a server without the worker: the pages need neither */
    });
  }
  function ask(what) {
    if (what === "keep") {
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
      return start(what);
    }
    workers.getRegistration(home).then(function (found) {
      if (found && found.scope === home) to(found, what);
      else show({});
    });
  }
  function again() { if (!document.hidden) ask("check"); }

  workers.addEventListener("message", function (event) {
    var said = event.data;
    if (said.home !== home) return; // of another edition at this address
    if (!said.go) return show(said);
    if (said.go.split("#")[0] === location.href.split("#")[0]) location.reload();
    else location.replace(said.go);
  });
  addEventListener("load", function () {
    if ("keep" in script.dataset) start("check");
    else ask("check");
    document.addEventListener("visibilitychange", again);
    addEventListener("online", again);
    setInterval(again, 36e5); // a page that stays open does not outlive its copy
  });
})();
