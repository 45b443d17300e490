/* Ticking and timing: steps get the time they were done at, a clock runs from the start, what is next and what is late is
   seen. Without this script the boxes are boxes, on paper too.

   It asks nothing of a page but these:
   - <meta name="application-name">, "eop-edition", "eop-version", "eop-as-of": whose steps these are;
   - a list with data-ticks="procedures/open-eoc.html", its path in the site; data-title, its name; data-position, the
     position that works it off, where it is one's. Lists of the same path are one list, on any page and within one;
   - in it entries with data-step="3", whose child is the box; data-due="15", minutes from the start; data-when, where it
     is done only if something holds. What to do is .eop-step__do or .eop-do in it, or all of it.

   It keeps, on this device alone: localStorage["eop-ticks|plan|edition|version|path|begun"] = {start, at, done: {3: time}}.
   Times are milliseconds since 1970, so that no midnight, clock change or time zone moves them; one below zero says “not
   needed”. No words of the plan are kept. What was last touched half a day ago is another event's: it is kept apart. */
(function () {
  "use strict";
  var say = window.eopSay;
  var MINUTE = 6e4, HOUR = 36e5, DAY = 864e5;
  var MONTHS = say("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ");
  var plan = meta("application-name"), edition = meta("eop-edition"), version = meta("eop-version") || meta("eop-as-of");
  var lists = new Map();
  var memory = new Map();  // what this browser refused to keep
  var kept = true;
  var chosen = null;  // the list touched last

  function meta(name) { var found = document.querySelector('meta[name="' + name + '"]'); return found ? found.content : ""; }
  function el(name, given) {
    var node = Object.assign(document.createElement(name), given);
    node.append.apply(node, Array.prototype.slice.call(arguments, 2));
    return node;
  }
  function write(node, text) { if (node.textContent !== text) node.textContent = text; }

  /* ---- The lists of this document ---- */
  document.querySelectorAll("[data-ticks]").forEach(function (node) {
    var path = node.dataset.ticks;
    if (!lists.has(path)) {
      lists.set(path, { path: path, title: node.dataset.title || path, positions: new Set(),
        items: new Map(), record: null, told: new Set() });
    }
    if (node.dataset.position) lists.get(path).positions.add(node.dataset.position);
    Array.prototype.forEach.call(node.children, function (entry) {
      var number = Number(entry.dataset.step), items = lists.get(path).items;
      var box = Array.prototype.find.call(entry.children, function (child) { return child.type === "checkbox"; });
      if (!box || !number) return;
      var words = entry.querySelector(".eop-step__do, .eop-do");
      var told = el("b"), rest = el("span"), unneeded = el("button", { type: "button", hidden: true });
      var line = el("span", { className: "eop-said", hidden: true }, told, rest, unneeded);
      if (words && words.tagName === "P") words.after(line); else entry.append(line);
      if (!items.has(number)) {
        items.set(number, { number: number, due: "due" in entry.dataset ? Number(entry.dataset.due) * MINUTE : null,
          when: "when" in entry.dataset, nodes: [], words: (words || entry).textContent.replace(/\s+/g, " ").trim() });
      }
      items.get(number).nodes.push({ entry: entry, box: box, line: line, told: told, rest: rest, unneeded: unneeded });
      box.addEventListener("change", function () { ticked(lists.get(path), items.get(number), box.checked); });
      unneeded.addEventListener("click", function () { turned(lists.get(path), items.get(number)); });
    });
  });
  if (!lists.size) return;

  /* ---- What is kept ---- */
  function isTime(value) { return Number.isSafeInteger(value) && value > 1.5e12 && value < 4.1e12; }
  function key(path, begun, of) {
    return ["eop-ticks", plan, edition, of || version, path, begun].map(encodeURIComponent).join("|");
  }
  function read(text) {
    var raw, record = { start: null, at: 0, done: {} };
    try { raw = JSON.parse(text); } catch (e) { return null; }
    if (!raw || !isTime(raw.at)) return null;
    record.at = raw.at;
    if (isTime(raw.start)) record.start = raw.start;
    Object.keys(raw.done || {}).forEach(function (number) {
      if (/^[1-9]\d{0,2}$/.test(number) && isTime(Math.abs(raw.done[number]))) record.done[number] = raw.done[number];
    });
    return record;
  }
  /* All that is kept of a list, the latest first; of other versions too. */
  function records(list) {
    var names = Array.from(memory.keys()), found = [];
    try { names = names.concat(Object.keys(localStorage)); } catch (e) { kept = false; }
    names.forEach(function (name) {
      var parts = name.split("|");
      if (parts.length !== 6 || name !== key(list.path, parts[5], decoded(parts[3]))) return;
      var record = read(memory.has(name) ? memory.get(name) : localStorage.getItem(name));
      if (record) found.push(Object.assign(record, { key: name, version: decoded(parts[3]) }));
    });
    return found.sort(function (a, b) { return b.at - a.at; });
  }
  function decoded(text) { try { return decodeURIComponent(text); } catch (e) { return ""; } }
  function load() {
    lists.forEach(function (list) {
      list.record = records(list).find(function (one) { return one.version === version && one.at > Date.now() - DAY / 2; }) || null;
      hush(list);
    });
  }
  function keep(list, change) {
    var now = Date.now();
    var record = list.record || { key: key(list.path, now.toString(36)), version: version, start: null, done: {} };
    change(record);
    record.at = now;
    list.record = record;
    chosen = list.path;
    var text = JSON.stringify({ start: record.start, at: record.at, done: record.done });
    try { localStorage.setItem(record.key, text); } catch (e) { kept = false; memory.set(record.key, text); }
    show();
  }
  function drop(record) {
    memory.delete(record.key);
    try { localStorage.removeItem(record.key); } catch (e) { kept = false; }
    load();
    show();
  }

  /* ---- How times read ---- */
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function clock(time) {
    var day = new Date(time), today = new Date();
    var said = two(day.getHours()) + ":" + two(day.getMinutes());
    if (day.toDateString() === today.toDateString()) return said;
    return day.getDate() + " " + MONTHS[day.getMonth()] + (day.getFullYear() === today.getFullYear() ? "" : " " + day.getFullYear()) + ", " + said;
  }
  /* As the form has it: month/day/year, and 24 hours. */
  function stamp(time) {
    var day = new Date(time);
    return two(day.getMonth() + 1) + "/" + two(day.getDate()) + "/" + day.getFullYear() + " " + two(day.getHours()) + ":" + two(day.getMinutes());
  }
  function zone(time) {
    var ahead = -new Date(time).getTimezoneOffset(), size = Math.abs(ahead);
    return "UTC" + (ahead < 0 ? "-" : "+") + two(Math.floor(size / 60)) + ":" + two(size % 60);
  }
  function span(time) {
    var minutes = Math.max(0, Math.floor(time / MINUTE)), hours = Math.floor(minutes / 60);
    if (hours >= 48) return say("{days} d {hours} h", { days: Math.floor(hours / 24), hours: hours % 24 });
    return hours ? hours + " h " + two(minutes % 60) + " min" : minutes + " min";
  }
  function after(record, time) { return record.start === null ? "" : "T+" + span(time - record.start); }
  function steps(number) { return number === 1 ? say("1 step") : say("{number} steps", { number: number }); }
  function ticks(number) { return number === 1 ? say("1 tick") : say("{number} ticks", { number: number }); }

  /* ---- What is done, next and late ---- */
  function done(list, item) { return list.record ? list.record.done[item.number] : undefined; }
  function open(list) { return Array.from(list.items.values()).filter(function (item) { return done(list, item) === undefined; }); }
  function due(list, item) {
    return item.due === null || !list.record || list.record.start === null ? null : list.record.start + item.due;
  }
  /* What is done only if something holds is never called late: nobody has said that it holds. */
  function isLate(list, item, now) { return !item.when && due(list, item) !== null && now > due(list, item); }
  function late(list, now) { return open(list).filter(function (item) { return isLate(list, item, now); }); }
  /* What is late already is said once, and not again each second. */
  function hush(list) { list.told = new Set(late(list, Date.now()).map(function (item) { return item.number; })); }
  function said(list, item, now, next) {
    var at = done(list, item), until = due(list, item), record = list.record;
    if (at < 0) return ["none", say("Not needed"), ", " + clock(-at)];
    if (at) {
      var rest = [clock(at), after(record, at)];
      if (until !== null && at >= until + MINUTE) rest.push(say("{time} late", { time: span(at - until) }));
      return ["done", say("Done"), " " + rest.filter(Boolean).join(", ")];
    }
    if (isLate(list, item, now)) return ["late", say("Late"), ", " + say("was due {time}", { time: clock(until) })];
    var state = item === next ? "next" : "open";
    if (state === "open" && until === null && !item.when) return ["open", "", ""];
    var by = until === null ? "" : item.when ? say("if it applies by {time}", { time: clock(until) }) : say("by {time}", { time: clock(until) });
    return [state, state === "next" ? say("Next") : say("Open"), by && ", " + by];
  }
  function paint(list, now) {
    var next = open(list)[0];
    list.items.forEach(function (item) {
      var words = list.record ? said(list, item, now, next) : ["", "", ""];
      item.nodes.forEach(function (one) {
        one.box.checked = done(list, item) > 0;
        if ((one.entry.dataset.state || "") !== words[0]) one.entry.dataset.state = words[0];
        one.line.hidden = !words[1];
        one.unneeded.hidden = !item.when || done(list, item) > 0;
        write(one.told, words[1]);
        write(one.rest, words[2]);
        write(one.unneeded, words[0] === "none" ? say("Needed after all") : say("Not needed"));
      });
    });
  }

  /* ---- Ticking ---- */
  function ticked(list, item, on) {
    var at = done(list, item);
    if (!on && at > 0 && Date.now() - at > 1e4) {  // a slip of the finger must not lose a time
      show();
      return ask(say("Step {number} was ticked at {time}. Take the tick and its time back?", { number: item.number, time: clock(at) }),
        say("Take back"), function () { set(list, item); });
    }
    set(list, item, on ? Date.now() : undefined);
  }
  function turned(list, item) { set(list, item, done(list, item) < 0 ? undefined : -Date.now()); }
  function set(list, item, time) {
    keep(list, function (record) { if (time) record.done[item.number] = time; else delete record.done[item.number]; });
    var next = open(list)[0];
    var now = { number: item.number, time: time && clock(Math.abs(time)) };
    announce((!time ? say("Step {number} open again.", now) : time > 0 ? say("Step {number} done, {time}.", now) : say("Step {number} not needed, {time}.", now))
      + " " + (next ? say("Next: step {number}.", { number: next.number }) : say("All done.")));
  }
  function begin(list, time) {
    keep(list, function (record) { record.start = time; });
    hush(list);
    announce(say("Clock started at {time}.", { time: clock(time) }));
  }

  /* ---- Texts: the log, and what the one who takes over needs ---- */
  function pairs() {
    return Array.from(lists.values()).filter(function (list) { return list.record; })
      .map(function (list) { return { list: list, record: list.record }; });
  }
  function origin(of) {
    var closed = { responder: say("responder edition: not for the public"), command: say("command edition: not for the public") };
    return [plan, say("version {version}", { version: of || version }), closed[edition]].filter(Boolean).join(", ");
  }
  function named(of) {
    return { public: say("public edition"), responder: say("responder edition"), command: say("command edition") }[of] || of;
  }
  function positionOf(list) { return list.positions.size === 1 ? Array.from(list.positions)[0] : ""; }
  function words(list, number) { var item = list.items.get(Number(number)); return item ? item.words : ""; }
  function activities(some) {
    var rows = [];
    some.forEach(function (pair) {
      var record = pair.record, same = record.version === version, head = some.length > 1 ? pair.list.title + ": " : "";
      if (record.start !== null) rows.push([record.start, say("Clock started: {list}", { list: pair.list.title })]);
      Object.keys(record.done).forEach(function (number) {
        var time = Math.abs(record.done[number]), plus = after(record, time);
        var step = record.done[number] > 0 ? say("Step {number} done", { number: number }) : say("Step {number} not needed", { number: number });
        rows.push([time, head + step + (plus ? " (" + plus + ")" : "")
          + (same && words(pair.list, number) ? ": " + words(pair.list, number) : "")]);
      });
    });
    return rows.sort(function (a, b) { return a[0] - b[0]; });
  }
  function log(some) {
    var rows = activities(some), now = Date.now();
    var zones = Array.from(new Set(rows.map(function (row) { return zone(row[0]); })));
    return [say("ACTIVITY LOG (ICS 214)"), "1. " + say("Incident Name:"), "2. " + say("Operational Period: from          to"), "3. " + say("Name:"),
      "4. " + say("ICS Position:") + " " + Array.from(new Set(some.map(function (pair) { return positionOf(pair.list); }).filter(Boolean))).join(", "),
      "5. " + say("Home Agency (and Unit):"), "6. " + say("Resources Assigned:"),
      "7. " + say("Activity Log:") + " " + some.map(function (pair) { return pair.list.title; }).join("; "),
      say("Date/Time") + (zones.length === 1 ? " (" + zones[0] + ")" : "") + "\t" + say("Notable Activities")
    ].concat(rows.map(function (row) { return stamp(row[0]) + (zones.length > 1 ? " " + zone(row[0]) : "") + "\t" + row[1]; }), [
      "8. " + say("Prepared by:          Position/Title:          Signature:          Date/Time:") + " " + stamp(now),
      say("From: {origin}", { origin: origin(some[0] && some[0].record.version) })]).join("\n");
  }
  function handover() {
    var now = Date.now(), some = pairs();
    var parts = some.map(function (pair) {
      var list = pair.list, record = pair.record, next = open(list)[0];
      var rows = Array.from(list.items.values()).map(function (item) {
        var told = said(list, item, now, next), at = done(list, item);
        return (at > 0 ? "[x] " : at ? "[-] " : "[ ] ") + item.number + ". " + item.words + (told[1] ? " (" + told[1] + told[2] + ")" : "");
      });
      return [list.title + (record.start === null ? "" : ": " + say("started {time}", { time: stamp(record.start) }) + ", " + after(record, now))].concat(rows).join("\n");
    });
    var here = location.protocol.indexOf("http") ? "" : location.href.split("#")[0];
    return [say("HANDOVER") + " " + stamp(now) + " (" + zone(now) + ")"].concat(parts, origin(),
      here ? say("To take over: open this, or on the same page choose More, Take over, and paste all of this.")
        : say("To take over: on the same page choose More, Take over, and paste all of this."),
      here + "#ticked=" + some.map(coded).join(";")).join("\n\n");
  }
  function safe(text) { return encodeURIComponent(text).replace(/[!'()*~]/g, function (sign) { return "%" + sign.charCodeAt(0).toString(16); }); }
  function seconds(time) { return Math.round(time / 1000).toString(36); }
  function coded(pair) {
    var numbers = Object.keys(pair.record.done), start = pair.record.start;
    return [version, edition, pair.list.path].map(safe).concat(start === null ? "-" : seconds(start), numbers.length,
      numbers.map(function (number) { var at = pair.record.done[number]; return number + (at < 0 ? "n." : ".") + seconds(Math.abs(at)); }).join(",")).join(":");
  }

  /* ---- Taking over: a stranger's text, so nothing is taken but numbers and times, and nothing without a question ---- */
  function time36(text) {
    var time = parseInt(text, 36) * 1000, now = Date.now();
    return /^[0-9a-z]{6,7}$/.test(text) && time > now - 60 * DAY && time < now + DAY ? time : null;
  }
  function decodedPart(text) {
    var parts = text.split(":").map(decoded), ticks = parts[5] ? parts[5].split(",") : [], times = {};
    if (parts.length !== 6 || String(ticks.length) !== parts[4]) return null;
    var whole = ticks.every(function (tick) {
      var found = /^([1-9]\d{0,2})(n?)\.(\w+)$/.exec(tick), time = found && time36(found[3]);
      if (time) times[found[1]] = found[2] ? -time : time;
      return time;
    });
    var start = parts[3] === "-" ? null : time36(parts[3]);
    if (!whole || (parts[3] !== "-" && start === null)) return null;
    return { version: parts[0], edition: parts[1], path: parts[2], start: start, done: times };
  }
  function take(text) {
    var found = /#ticked=([\w.%:,;-]+)/.exec(text);
    var parts = found ? found[1].split(";").map(decodedPart) : [null];
    if (parts.indexOf(null) >= 0) return announce(say("This is no whole handover. Nothing was taken over."), true);
    var first = parts[0];
    if (first.version !== version || first.edition !== edition) {
      return announce(say("This handover is from version {its}, {theirs}; this page is of version {own}, {ours}, and its steps may have other numbers. Nothing was taken over.",
        { its: first.version, theirs: named(first.edition), own: version, ours: named(edition) }), true);
    }
    parts = parts.filter(function (part) { return lists.has(part.path) && part.version === version && part.edition === edition; });
    if (!parts.length) return announce(say("This handover is of another page: {page}. Nothing was taken over.", { page: first.path }), true);
    var what = parts.map(function (part) {
      return "“" + lists.get(part.path).title + "”, " + steps(Object.keys(part.done).length) + (part.start === null ? "" : ", " + say("started {time}", { time: clock(part.start) }));
    });
    ask(say("Take over {what}? What is ticked here stays.", { what: what.join("; ") }), say("Take over"),
      function () { parts.forEach(join); announce(say("Taken over."), true); });
  }
  function join(part) {
    var list = lists.get(part.path);
    keep(list, function (record) {
      if (part.start !== null) record.start = part.start;
      Object.keys(part.done).forEach(function (number) {
        var mine = record.done[number];
        if (mine === undefined || Math.abs(part.done[number]) < Math.abs(mine)) record.done[number] = part.done[number];
      });
    });
    hush(list);
  }
  function fromAddress() {
    if (location.hash.indexOf("#ticked=") !== 0) return;
    var text = location.hash;
    try { history.replaceState(null, "", location.href.split("#")[0]); } catch (e) { location.hash = ""; }
    take(text);
  }

  /* ---- The bar at the foot of the screen ---- */
  function button(words, act) { var made = el("button", { type: "button" }, words); made.addEventListener("click", act); return made; }
  var start = button(say("Start clock"), function () { begin(inHand(), Date.now()); more.focus(); });
  var timer = el("span"), since = el("small");
  timer.setAttribute("role", "timer");
  var running = el("p", { className: "eop-ticking__clock" }, timer, since);
  var state = el("b"), about = el("small");
  var next = button("", function () { reveal(inHand()); });
  next.className = "eop-ticking__next";
  next.append(state, about);
  var more = button(say("More"), function () { unfold(panel.hidden); });
  more.setAttribute("aria-controls", "eop-ticking-panel");
  var status = el("p", { className: "eop-hidden" });
  status.setAttribute("role", "status");
  var question = el("p"), no = button(say("No"), function () { answer(false); }), yes = button("", function () { answer(true); });
  var asking = el("div", { className: "eop-ticking__ask", hidden: true }, question, el("p", {}, no, yes));
  asking.setAttribute("role", "alertdialog");
  asking.setAttribute("aria-label", say("Question"));
  var which = el("select"), whichLabel = el("label", {}, say("List"), " ", which);
  var begun = say("Started {minutes} minutes ago", { minutes: "|" }).split("|");
  var ago = el("input", { type: "number", min: "0", max: "43200", inputMode: "numeric", required: true });
  var correct = el("form", {}, el("label", {}, begun[0], ago, begun[1]), el("button", { type: "submit" }, say("Set")));
  var area = el("textarea", { rows: 6 }), areaLabel = el("span"), areaBox = el("label", { hidden: true }, areaLabel, area);
  var taking = button(say("Take over"), function () { take(area.value); });
  var earlier = el("ul");
  var note = el("p", { className: "eop-ticking__note" });
  var logging = button(say("Copy log (ICS 214)"), function () { copy(log(pairs()), say("Log")); });
  var handing = button(say("Hand over"), function () { give(handover()); });
  var resetting = button(say("Reset"), function () { reset(inHand()); });
  var panel = el("div", { id: "eop-ticking-panel", className: "eop-ticking__panel", hidden: true }, whichLabel, correct,
    el("p", {}, logging, handing, button(say("Take over …"), function () {
      fill(say("Paste the text of the handover"), "", false);
    }), resetting), areaBox, taking, earlier, note);
  var bar = el("section", { className: "eop-ticking" }, panel, asking, status,
    el("div", { className: "eop-ticking__row" }, start, running, next, more));
  bar.setAttribute("aria-label", say("Clock and ticks"));

  function announce(text, seen) {
    status.className = seen ? "eop-ticking__said" : "eop-hidden";
    status.textContent = text;
  }
  function unfold(on) {
    typing = false;
    panel.hidden = !on;
    more.setAttribute("aria-expanded", String(on));
    areaBox.hidden = taking.hidden = true;
    announce("");
    show();
  }
  var agree = null, before = null, typing = false;
  function ask(text, words, act) {
    agree = act;
    before = document.activeElement;
    question.textContent = text;
    yes.textContent = words;
    asking.hidden = false;
    no.focus();
  }
  function answer(agreed) {
    var act = agree;
    agree = null;
    asking.hidden = true;
    if (before && before !== document.body) before.focus({ preventScroll: true });
    if (agreed && act) act();
  }
  function fill(label, text, fixed) {
    areaLabel.textContent = label;
    area.value = text;
    area.readOnly = fixed;
    areaBox.hidden = false;
    taking.hidden = fixed;
    if (!fixed) area.focus();
  }
  function copy(text, what) {
    function old() {
      area.focus();
      area.select();
      announce(document.execCommand("copy") ? say("{what} copied.", { what: what }) : say("Select the text and copy it."), true);
    }
    fill(what, text, true);
    if (!navigator.clipboard) return old();
    navigator.clipboard.writeText(text).then(function () { announce(say("{what} copied.", { what: what }), true); }, old);
  }
  function give(text) {
    if (!navigator.share) return copy(text, say("Handover"));
    navigator.share({ text: text }).then(function () { announce(say("Handed over."), true); }, function (why) {
      if (why.name !== "AbortError") copy(text, say("Handover"));
    });
  }
  function reset(list) {
    var what = { ticks: ticks(Object.keys(list.record.done).length), list: list.title };
    ask(say("Delete {ticks} and the clock of “{list}” on this device? Copy the log first if it is needed.", what),
      say("Delete"), function () { drop(list.record); announce(say("Deleted."), true); });
  }
  function isShown(one) { return one.entry.getClientRects().length > 0; }
  /* The list the bar is about: the one touched last, else one that is in progress, else the first that is shown. */
  function inHand() {
    var all = Array.from(lists.values());
    var begun = all.filter(function (list) { return list.record; }).sort(function (a, b) { return b.record.at - a.record.at; });
    return (chosen && lists.get(chosen)) || begun[0] || shownLists()[0] || all[0];
  }
  function shownLists() {
    return Array.from(lists.values()).filter(function (list) {
      return Array.from(list.items.values()).some(function (item) { return item.nodes.some(isShown); });
    });
  }
  /* Whether there is no doubt what a clock would be started for: a page of many lists, none of them one's own, has no first. */
  function isClear(list) { return chosen || list.record || positionOf(list) || shownLists().length === 1; }
  function reveal(list) {
    var item = open(list)[0] || Array.from(list.items.values())[0];
    var seen = item.nodes.find(isShown) || item.nodes[0];
    if (seen.entry.id && !isShown(seen)) location.hash = seen.entry.id;
    seen.box.scrollIntoView({ block: "center" });
    seen.box.focus({ preventScroll: true });
  }
  function standing(list, now) {
    var left = open(list), over = late(list, now);
    var numbers = over.slice(0, 2).map(function (item) { return item.number; }).join(", ") + (over.length > 2 ? " …" : "");
    if (over.length) return say("Late: {steps}", { steps: numbers });
    if (!left.length) return say("All done");
    var until = due(list, left[0]), next = { step: left[0].number, time: until && span(until - now + MINUTE - 1) };
    return until === null || now > until ? say("Next: {step}", next) : say("Next: {step}, in {time}", next);
  }
  function aside(list, older) {
    if (!isClear(list)) return say("as they are done");
    if (older.length && !list.record) return say("earlier ones: More");
    return lists.size > 1 ? list.title : say("{number} of {all} done", { number: list.items.size - open(list).length, all: list.items.size });
  }
  function showBar(now) {
    var list = inHand(), record = list.record, begun = record !== null && record.start !== null;
    var older = records(list).filter(function (one) { return !record || one.key !== record.key; });
    start.hidden = begun || !isClear(list);
    running.hidden = !begun;
    if (begun) {
      write(timer, after(record, now));
      write(since, say("from {time}", { time: clock(record.start) }));
    }
    write(state, record ? standing(list, now) : say("Tick steps"));
    write(about, aside(list, older));
    bar.dataset.state = late(list, now).length ? "late" : "";
    if (!panel.hidden) showPanel(list, older, begun, now);
  }
  function showPanel(list, older, begun, now) {
    whichLabel.hidden = lists.size < 2;
    if (which.value !== list.path) which.value = list.path;
    if (!typing) ago.value = begun ? Math.max(0, Math.round((now - list.record.start) / MINUTE)) : 0;
    logging.disabled = handing.disabled = !pairs().length;
    resetting.disabled = !list.record;
    write(note, kept ? say("Kept on this device only: numbers of steps and times.") : say("This browser keeps nothing: the ticks are gone when this page is closed. Copy the log."));
    var names = older.map(function (one) { return one.key; }).join();
    if (earlier.dataset.names === names) return;
    earlier.dataset.names = names;
    earlier.replaceChildren.apply(earlier, older.map(function (one) { return kept_earlier(list, one); }));
  }
  function kept_earlier(list, record) {
    var item = el("li", {}, say("Earlier: {time}", { time: clock(record.at) }) + ", " + ticks(Object.keys(record.done).length)
      + (record.version === version ? "" : ", " + say("version {version}", { version: record.version })) + " ");
    if (record.version === version) {
      item.append(button(say("Go on"), function () { list.record = record; keep(list, function () {}); }));
    }
    item.append(button(say("Copy its log"), function () { copy(log([{ list: list, record: record }]), say("Log")); }),
      button(say("Delete"), function () { ask(say("Delete the ticks of {time}?", { time: clock(record.at) }), say("Delete"), function () { drop(record); }); }));
    return item;
  }

  /* ---- All together, and as time goes by ---- */
  function show() {
    var now = Date.now();
    lists.forEach(function (list) { paint(list, now); });
    showBar(now);
  }
  function pass() {
    var now = Date.now();
    if (document.hidden) return;
    lists.forEach(function (list) {
      if (!list.record) return;
      paint(list, now);
      var fresh = late(list, now).filter(function (item) { return !list.told.has(item.number); });
      hush(list);
      if (fresh.length) announce(say("Late: step {number} of {list}.", { number: fresh[0].number, list: list.title }));
    });
    showBar(now);
  }
  function again() { load(); show(); }

  lists.forEach(function (list) { which.append(el("option", { value: list.path }, list.title)); });
  which.addEventListener("change", function () { chosen = which.value; show(); });
  correct.addEventListener("submit", function (event) {
    event.preventDefault();
    begin(inHand(), Date.now() - Math.max(0, Math.min(43200, Number(ago.value) || 0)) * MINUTE);
    typing = false;
  });
  ago.addEventListener("input", function () { typing = true; });
  bar.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (!asking.hidden) answer(false);
    else if (!panel.hidden) { unfold(false); more.focus(); }
  });
  document.body.append(bar);
  load();
  unfold(false);
  fromAddress();
  addEventListener("hashchange", fromAddress);
  addEventListener("storage", again);
  addEventListener("pageshow", again);
  document.addEventListener("visibilitychange", pass);
  setInterval(pass, 1000);
})();
