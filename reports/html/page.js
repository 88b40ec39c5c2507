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
  // The contents of rows lie in the page packed, so many rows together: thousands would take long to read and to lay out.
  var ready = {}, coming = {};
  function unpack(bundle) {
    if (!coming[bundle]) {
      var packed = atob(document.getElementById("bundle-" + bundle).textContent);
      var bytes = Uint8Array.from(packed, function (c) { return c.charCodeAt(0); });
      coming[bundle] = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json()
        .then(function (bodies) { ready[bundle] = bodies; });
    }
    return coming[bundle];
  }
  // put lays out a row whose bundle is unpacked.
  function put(row, at) {
    row.removeAttribute("data-at");
    row.insertAdjacentHTML("beforeend", ready[at[0]][at[1]]);
    row.querySelectorAll("svg .forged").forEach(center);
  }
  function fill(row) {
    if (!row.dataset.at) { return Promise.resolve(); }
    var at = row.dataset.at.split(" ");
    return unpack(at[0]).then(function () { if (row.dataset.at) { put(row, at); } });
  }
  // Where a figure is wider than the screen, its forged message is what to see first.
  function center(message) {
    var box = message.closest(".wide"), at = message.getBoundingClientRect();
    box.scrollLeft += (at.left + at.right) / 2 - box.getBoundingClientRect().left - box.clientWidth / 2;
  }
  function stands(row) { return /^(passed|skipped|not-applicable)$/.test(row.dataset.v); }
  function open() {
    var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at && at.classList.contains("row")) {
      at.open = true;
      fill(at).then(function () { at.scrollIntoView(); });
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
  find.form.addEventListener("submit", function (e) { e.preventDefault(); });
  find.addEventListener("input", filter);
  picks.forEach(function (p) { p.addEventListener("change", filter); });
  // On paper, what did not pass stands open. A print does not wait, so those rows are unpacked beforehand.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = rows.filter(function (r) { return !r.hidden && !r.open && !stands(r); });
    opened.forEach(function (r) {
      var at = (r.dataset.at || "").split(" ");
      if (r.dataset.at && ready[at[0]]) { put(r, at); }
      r.open = true;
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
  if (!window.DecompressionStream) {
    document.getElementById("old").hidden = false;
    return;
  }
  open();
  Promise.all(rows.filter(function (r) { return !stands(r); }).map(function (r) { return unpack(r.dataset.at.split(" ")[0]); }))
    .then(function () { document.body.dataset.ready = "yes"; });
})();
