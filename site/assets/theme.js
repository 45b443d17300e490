/* The colours that were chosen here before, set before anything is drawn; and the word that a script runs at all. */
try { document.documentElement.dataset.theme = localStorage.getItem("eop-theme") || ""; } catch (e) { /* it keeps nothing */ }
document.documentElement.classList.add("js");
