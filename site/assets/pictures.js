/* Pictures in the hand: larger and smaller, what hangs together, and what falls when something is lost. Without it
   everything is still there: the picture, its links, and the same in words. */
(function () {
  "use strict";
  var say = window.eopSay;
  var BOXES = ".eop-node, .eop-gate";
  var all = function (from, what) { return Array.prototype.slice.call(from.querySelectorAll(what)); };
  var figures = all(document, ".eop-diagram").filter(function (figure) { return figure.querySelector(".eop-svg"); });

  function named(node) {
    var title = node.querySelector("title");
    return title ? title.textContent : all(node, "text:not(.eop-small) tspan").map(function (line) { return line.textContent; }).join(" ");
  }
  function element(name, words, more) {
    var made = document.createElement(name);
    made.textContent = words || "";
    Object.keys(more || {}).forEach(function (key) { made.setAttribute(key, more[key]); });
    return made;
  }

  /* ---- What each thing needs, as the page says it: "3 2/4|5|+" is all of 3, and two of 4, 5 and what never falls ---- */
  var needs = {};
  var names = {};
  function parsed(text) {
    return text.split(" ").filter(Boolean).map(function (need) {
      var parts = need.split("/");
      return { least: parts.length > 1 ? +parts[0] : 1, of: parts[parts.length - 1].split("|") };
    });
  }
  all(document, "[data-needs]").forEach(function (node) {
    needs[node.dataset.n] = parsed(node.dataset.needs);
    names[node.dataset.n] = names[node.dataset.n] || named(node);
  });
  all(document, "[data-behind]").forEach(function (figure) {
    figure.dataset.behind.split(";").filter(Boolean).forEach(function (one) {
      var at = one.indexOf(":");
      needs[one.slice(0, at)] = parsed(one.slice(at + 1));
    });
  });

  /* The least fixed point: nothing falls but what must. Returns what is down, and what is up on a second choice. */
  function fall(lost) {
    var down = {};
    lost.forEach(function (key) { down[key] = true; });
    function gone(member) {
      if (member === "+" || member === "-") return member === "-";
      return member[0] === "=" ? lost.indexOf(member.slice(1)) >= 0 : !!down[member];
    }
    function met(need) { return need.of.filter(function (member) { return !gone(member); }).length >= need.least; }
    for (var more = true; more;) {
      more = false;
      Object.keys(needs).forEach(function (key) {
        if (!down[key] && !needs[key].every(met)) more = down[key] = true;
      });
    }
    var backup = {};
    Object.keys(needs).forEach(function (key) {
      if (!down[key] && needs[key].some(function (need) { return gone(need.of[0]) && need.of.length > 1; })) backup[key] = true;
    });
    return { down: down, backup: backup };
  }

  var lost = [];
  var mode = "";      /* of all pictures of the page: what is lost in one is lost in all */
  var pictures = [];
  var before = fall([]);
  var MARKS = { lost: say("✕ lost"), down: say("↓ falls"), backup: say("↻ second choice") };
  function mark() {
    var now = fall(lost);
    var found = { down: [], backup: [] };
    Object.keys(names).forEach(function (key) {
      if (lost.indexOf(key) >= 0) return;
      ["down", "backup"].forEach(function (state) { if (now[state][key] && !before[state][key]) found[state].push(key); });
    });
    all(document, "[data-needs]").forEach(function (node) {
      var key = node.dataset.n;
      var state = lost.indexOf(key) >= 0 ? "lost" : found.down.indexOf(key) >= 0 ? "down" : found.backup.indexOf(key) >= 0 ? "backup" : "";
      var old = node.querySelector(".eop-mark");
      if (old) old.remove();
      node.classList.toggle("eop-fallen", state === "lost" || state === "down");
      node.classList.toggle("eop-second", state === "backup");
      if (node.hasAttribute("aria-pressed")) node.setAttribute("aria-pressed", String(state === "lost"));
      if (!state) return;
      var shape = node.querySelector("rect, path");
      var words = document.createElementNS("http://www.w3.org/2000/svg", "text");
      words.setAttribute("class", "eop-small eop-mark");
      words.setAttribute("x", node.querySelector("text").getAttribute("x"));
      words.setAttribute("y", 4 + +(shape.getAttribute("y") || shape.getAttribute("d").match(/,(-?\d+)/)[1]));
      words.textContent = MARKS[state];
      node.append(words);
    });
    return found;
  }
  function listed(keys) { return keys.map(function (key) { return names[key]; }).sort().join(", "); }
  function told(found) {
    if (!lost.length) return say("Choose what is lost: click a box, or press Enter on it.");
    var fallen = found.down.length;
    var second = found.backup.length;
    var falls = fallen > 1 ? say("{number} fall", { number: fallen }) : fallen ? say("1 falls") : say("nothing else falls");
    var goes = second > 1 ? say("{number} go to a second choice", { number: second })
      : second ? say("1 goes to a second choice") : say("nothing goes to a second choice");
    var parts = { lost: listed(lost), falls: falls, goes: goes };
    return lost.length > 1 ? say("If {lost} are lost: {falls}, {goes}.", parts) : say("If {lost} is lost: {falls}, {goes}.", parts);
  }

  figures.forEach(function (figure) {
    var box = figure.querySelector(".eop-scroll");
    var svg = figure.querySelector(".eop-svg");
    var nodes = all(svg, BOXES);
    var lines = all(svg, "[data-a]");
    var natural = svg.viewBox.baseVal.width;
    var style = svg.getAttribute("style");
    if (nodes.length < 4) return;

    /* ---- Larger and smaller: the picture grows inside its box, which scrolls like everything else ---- */
    function zoom(factor, x, y) {
      var was = svg.getBoundingClientRect().width;
      var width = Math.min(4 * natural, Math.max(Math.min(box.clientWidth, natural), was * factor));
      x = x === undefined ? box.clientWidth / 2 : x - box.getBoundingClientRect().left;
      y = y === undefined ? box.clientHeight / 2 : y - box.getBoundingClientRect().top;
      var left = (box.scrollLeft + x) / was;
      var above = (box.scrollTop + y) / was;
      svg.style.cssText = style + ";min-width:0;max-width:none;width:" + width + "px";
      figure.classList.toggle("eop-zoomed", width > natural);
      box.scrollLeft = left * width - x;
      box.scrollTop = above * width - y;
      dispatchEvent(new Event("resize"));
    }
    function reset() {
      svg.setAttribute("style", style);
      figure.classList.remove("eop-zoomed");
      choose("");
      dispatchEvent(new Event("resize"));
    }
    box.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX, event.clientY);
    }, { passive: false });
    figure.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") zoom(1.25);
      else if (event.key === "-") zoom(0.8);
      else if (event.key === "0") reset();
      else if (event.key === " " && mode && event.target.closest(BOXES)) event.target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      else if (event.key === "Enter" && mode && event.target.matches("g")) event.target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      else return;
      event.preventDefault();
    });

    /* ---- A mouse drags what is larger than its box; a finger scrolls it, and the page, as everywhere ---- */
    var drag = null;
    box.addEventListener("pointerdown", function (event) {
      if (event.pointerType === "mouse" && event.button === 0) drag = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop };
    });
    addEventListener("pointermove", function (event) {
      if (!drag) return;
      box.scrollLeft = drag.left + drag.x - event.clientX;
      box.scrollTop = drag.top + drag.y - event.clientY;
      drag.far = drag.far || Math.abs(drag.x - event.clientX) + Math.abs(drag.y - event.clientY) > 5;
    });
    addEventListener("pointerup", function () { setTimeout(function () { drag = null; }); });
    box.addEventListener("dragstart", function (event) { event.preventDefault(); });

    /* ---- What hangs together: a box, its arrows, and what is at their other ends, through the gates ---- */
    var pinned = null;
    function near(node) {
      svg.classList.toggle("eop-focusing", !!node);
      nodes.concat(lines).forEach(function (one) { one.classList.remove("eop-near"); });
      if (!node) return;
      var seen = {};
      function add(key, from, to) {
        lines.forEach(function (line) {
          if (line.dataset[from].split(" ").indexOf(key) < 0) return;
          line.classList.add("eop-near");
          line.dataset[to].split(" ").forEach(function (other) {
            var gate = svg.querySelector('.eop-gate[data-n="' + other + '"]');
            if (gate && !seen[from + other]) { seen[from + other] = true; add(other, from, to); }
            nodes.forEach(function (each) { if (each.dataset.n === other) each.classList.add("eop-near"); });
          });
        });
      }
      node.classList.add("eop-near");
      add(node.dataset.n, "a", "b");
      add(node.dataset.n, "b", "a");
    }
    function at(event) { return event.target.closest ? event.target.closest(BOXES) : null; }
    svg.addEventListener("pointerover", function (event) { if (event.pointerType === "mouse" && !drag) near(at(event) || pinned); });
    svg.addEventListener("pointerleave", function () { near(pinned); });
    svg.addEventListener("focusin", function (event) { if (event.target.matches(":focus-visible")) near(at(event)); });
    svg.addEventListener("focusout", function () { near(pinned); });
    svg.addEventListener("click", function (event) {
      var node = at(event);
      if (drag && drag.far) return event.preventDefault();
      if (!node || (!mode && node.matches("a"))) return;
      event.preventDefault();
      if (mode === "lose" && node.dataset.needs !== undefined) {
        var place = lost.indexOf(node.dataset.n);
        if (place < 0) lost.push(node.dataset.n); else lost.splice(place, 1);
        show();
      } else {
        pinned = pinned === node ? null : node;
        near(pinned);
      }
    });

    /* ---- The buttons, and what is said ---- */
    var tools = element("div", "", { "class": "eop-tools", role: "group", "aria-label": say("Picture: {title}", { title: box.getAttribute("aria-label").replace(say("Diagram: {title}", { title: "" }), "") }) });
    var status = element("p", "", { role: "status", "class": "eop-told" });
    var list = element("p", "", { "class": "eop-told" });
    function button(words, label, act) {
      var made = element("button", words, { type: "button" });
      if (label) made.setAttribute("aria-label", label);
      made.addEventListener("click", act);
      tools.append(made);
      return made;
    }
    function show() {
      var found = mark();
      all(document, ".eop-told").forEach(function (other) { if (other !== status) other.textContent = ""; });
      status.textContent = mode === "lose" ? told(found) : mode ? say("Choose a box to see what it is tied to.") : "";
      list.textContent = [[say("Falls:"), found.down], [say("Goes to a second choice:"), found.backup]]
        .filter(function (part) { return mode === "lose" && part[1].length; })
        .map(function (part) { return part[0] + " " + listed(part[1]) + "."; }).join(" ");
    }
    function choose(wanted) {
      mode = wanted;
      if (mode !== "lose") lost = [];
      pictures.forEach(function (take) { take(); });
      show();
    }
    pictures.push(function () {
      Object.keys(modes).forEach(function (key) { modes[key].setAttribute("aria-pressed", String(key === mode)); });
      pinned = null;
      near(null);
      nodes.forEach(function (node) {
        var on = mode === "near" || (mode === "lose" && node.dataset.needs !== undefined);
        [["role", "button"], ["aria-pressed", "false"], ["tabindex", "0"]].forEach(function (pair) {
          if (on) node.setAttribute(pair[0], pair[1]); else node.removeAttribute(pair[0]);
        });
        if (mode === "near") node.removeAttribute("aria-pressed");
      });
    });
    button("+", say("Zoom in"), function () { zoom(1.25); });
    button("−", say("Zoom out"), function () { zoom(0.8); });
    button(say("Reset"), "", reset);
    var modes = { near: button(say("What a box is tied to"), "", function () { choose(mode === "near" ? "" : "near"); }) };
    if (svg.querySelector("[data-needs]")) modes.lose = button(say("Lose this"), "", function () { choose(mode === "lose" ? "" : "lose"); });
    Object.keys(modes).forEach(function (key) { modes[key].setAttribute("aria-pressed", "false"); });
    tools.append(status);
    box.before(tools);
    box.after(list);
  });
})();
