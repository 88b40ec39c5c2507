"use strict";
(function () {
  var rows = Array.prototype.slice.call(document.querySelectorAll(".row"));
  var find = document.getElementById("find"), shown = document.getElementById("shown");
  var picks = Array.prototype.slice.call(document.querySelectorAll(".picks input"));
  function speak(lang) {
    document.body.className = lang;
    document.documentElement.lang = lang;
  }
  function filter() {
    var words = find.value.toLowerCase().split(/\s+/), on = {}, n = 0;
    picks.forEach(function (p) { on[p.value] = p.checked; });
    rows.forEach(function (r) {
      var show = on[r.dataset.v] && words.every(function (w) { return r.dataset.f.indexOf(w) >= 0; });
      r.hidden = !show;
      if (show) { n++; }
    });
    shown.value = n + " / " + rows.length;
  }
  function only(verdict, words) {
    picks.forEach(function (p) { p.checked = !verdict || p.value === verdict; });
    find.value = words;
    filter();
  }
  // A row's contents lie in the page as text until it is opened: a thousand of them would take long to lay out.
  function fill(row) {
    var text = row.querySelector("script");
    if (text) {
      text.insertAdjacentHTML("afterend", text.textContent);
      text.remove();
      row.querySelectorAll("svg .forged").forEach(center);
    }
  }
  // Where a figure is wider than the screen, its forged message is what to see first.
  function center(message) {
    var box = message.closest(".wide"), at = message.getBoundingClientRect();
    box.scrollLeft += (at.left + at.right) / 2 - box.getBoundingClientRect().left - box.clientWidth / 2;
  }
  function show(row) {
    fill(row);
    row.open = true;
  }
  function open() {
    var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at && at.classList.contains("row")) {
      show(at);
      at.scrollIntoView();
    }
    var folded = at && at.closest("details.mend");
    if (folded) {
      folded.open = true;
      at.scrollIntoView();
    }
  }
  document.querySelectorAll("[data-lang]").forEach(function (b) {
    b.addEventListener("click", function () { speak(b.dataset.lang); });
  });
  document.querySelectorAll("[data-verdict]").forEach(function (a) {
    a.addEventListener("click", function () { only(a.dataset.verdict, ""); });
  });
  document.querySelectorAll("[data-find]").forEach(function (a) {
    a.addEventListener("click", function () { only("", a.dataset.find.toLowerCase()); });
  });
  document.getElementById("all").addEventListener("click", function () { only("", ""); });
  find.addEventListener("input", filter);
  picks.forEach(function (p) { p.addEventListener("change", filter); });
  // On paper, what did not pass stands open.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = rows.filter(function (r) { return !r.hidden && !r.open && !/^(passed|skipped|not-applicable)$/.test(r.dataset.v); });
    opened.forEach(function (r) {
      show(r);
      if (r.dataset.v === "failed") {
        r.querySelectorAll(".said").forEach(function (d) { d.open = true; });
      }
    });
  });
  addEventListener("afterprint", function () { opened.forEach(function (r) { r.open = false; }); });
  document.addEventListener("toggle", function (e) {
    if (e.target.open && e.target.classList.contains("row")) { fill(e.target); }
  }, true);
  addEventListener("hashchange", open);
  if (!/^ja/.test(navigator.language || "ja")) { speak("en"); }
  filter();
  open();
})();
