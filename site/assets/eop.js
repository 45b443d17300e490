/* The light and dark switch, and the proof that a copy is current. The pages need none of it to be read. */
(function () {
  "use strict";
  var say = window.eopSay;

  /* ---- Light, dark, or as the system says ---- */
  var button = document.getElementById("eop-theme");
  var words = { "": say("Automatic"), light: say("Light"), dark: say("Dark") };
  function show(theme) {
    document.documentElement.dataset.theme = theme;
    button.querySelector(".eop-theme__words").textContent = words[theme];
    button.setAttribute("aria-label", say("Colours: {which}. Change", { which: words[theme] }));
  }
  show(document.documentElement.dataset.theme in words ? document.documentElement.dataset.theme || "" : "");
  button.hidden = false;
  button.addEventListener("click", function () {
    var order = ["", "light", "dark"];
    var next = order[(order.indexOf(document.documentElement.dataset.theme) + 1) % 3];
    show(next);
    try { localStorage.setItem("eop-theme", next); } catch (e) { /* a browser that keeps nothing */ }
  });

  /* ---- Is this copy the current release? Only a proof takes the word "unverified" away. ---- */
  var meta = function (name) { var found = document.querySelector('meta[name="' + name + '"]'); return found && found.content; };
  if (meta("eop-status") && location.protocol.indexOf("http") === 0) {
    fetch(meta("eop-status"), { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (status) {
        if (!status || typeof status.current !== "string") return;
        var proof = document.getElementById("eop-proof");
        var same = status.current === meta("eop-version");
        proof.dataset.proof = same ? "current" : "old";
        proof.textContent = same ? say("Current release") : say("Out of date: version {version} is current", { version: status.current });
      })
      .catch(function () { /* no answer is no proof */ });
  }

  /* ---- The menu closes behind whoever goes to a place on the same page ---- */
  document.querySelector(".eop-menu").addEventListener("click", function (event) {
    if (event.target.matches('a[href^="#"]')) this.open = false;
  });

  /* ---- A wide table or diagram that scrolls can be reached by keyboard ---- */
  function reach() {
    document.querySelectorAll(".eop-scroll, .md-typeset pre").forEach(function (box) {
      var wide = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      if (!wide) return box === document.activeElement || box.removeAttribute("tabindex");
      box.tabIndex = 0;
      if (box.getAttribute("aria-label")) return;
      var name = box.querySelector("caption, figcaption");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", say("{what} (scrolls)", { what: name ? name.textContent.trim() : say("Wide content") }));
    });
  }
  addEventListener("resize", reach);
  reach();
})();
