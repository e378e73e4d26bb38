/* The one script of the house. Pages work without it; it makes them kinder.

Autosave. Write
    <form method="post" action="…" data-autosave>  …fields…  <input type="hidden" id="version" name="version" value="3">
      <button class="button button-primary">Gem</button>  </form>
and the form is also posted by htmx (header HX-Request) 800 ms after the last key and when a field is left. The view
answers an HX-Request with `ui/saved.html` (status 200): out-of-band "#saved" ("Gemt 10.42") and a new "#version". On
409 it answers with `ui/conflict.html`, which fills "#conflict"; on 422 (a CPR number, say) with `ui/not_saved.html`.
The text stays mirrored in both cases. Without script the same form is posted by its button.
Several forms on a page: give each version field its own id and return a fragment for it.

What is typed is mirrored in localStorage until the server has confirmed it, under the person, the path and the form's
action (or its data-key); it is thrown away when saved, after a day, and at sign-out. An answer from the sign-in page
(or 401, or X-Signed-Out) says so, keeps the text, and saves by itself when the person comes back signed in.

Undo. A notice with data-undo takes its button away after ten seconds, but never while it is pointed at or has focus.
Moves. In a container with data-moves the arrow keys, Home and End go from link to link in their order; Tab does too.
Dialogs. <button data-opens="id"> opens <dialog id="id">; focus goes in and comes back; Escape closes. */
(function () {
  "use strict";

  var PREFIX = "pejl-typed:";
  var DAY = 24 * 60 * 60 * 1000;
  var dirty = new Set();
  var underWay = new Map(); // form → the button that waits for the save, if one does
  var away = false;

  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function say(id) { var t = document.getElementById("say-" + id); return t ? t.content.cloneNode(true) : document.createTextNode(""); }
  function status(id, failed) {
    var box = document.getElementById("saved");
    if (!box) return;
    box.replaceChildren(say(id));
    box.classList.toggle("is-failed", !!failed);
  }
  function storage(work) { try { return work(window.localStorage); } catch (e) { return null; } }

  /* ---- what was typed */
  function keyOf(form) {
    var where = form.dataset.key || new URL(form.action, location.href).pathname;
    return PREFIX + (document.body.dataset.person || "-") + ":" + location.pathname + ":" + where;
  }
  function isTyped(field) {
    return field.name && !field.disabled && ["hidden", "password", "file", "submit", "button"].indexOf(field.type) < 0;
  }
  function typed(form) {
    var values = [];
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!isTyped(field)) return;
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) return;
      values.push([field.name, field.value]);
    });
    return values;
  }
  function mirror(form) {
    storage(function (s) { s.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values: typed(form) })); });
  }
  function forget(form) { storage(function (s) { s.removeItem(keyOf(form)); }); }
  function putBack(form, values) {
    var left = values.slice();
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!isTyped(field)) return;
      var at = left.findIndex(function (pair) {
        return pair[0] === field.name && (field.type !== "radio" && field.type !== "checkbox" || pair[1] === field.value);
      });
      if (field.type === "checkbox" || field.type === "radio") field.checked = at >= 0;
      else if (at >= 0) field.value = left[at][1];
      if (at >= 0) left.splice(at, 1);
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function sweep(everything) {
    storage(function (s) {
      Object.keys(s).forEach(function (key) {
        if (key.indexOf(PREFIX) !== 0) return;
        var old = true;
        try { old = Date.now() - JSON.parse(s.getItem(key)).at > DAY; } catch (e) { old = true; }
        if (everything || old) s.removeItem(key);
      });
    });
  }
  function offer(form) {
    var kept = storage(function (s) { return JSON.parse(s.getItem(keyOf(form)) || "null"); });
    if (!kept) return;
    if (JSON.stringify(kept.values) === JSON.stringify(typed(form))) { forget(form); return; }
    var box = document.querySelector("[data-unsent]");
    if (!box) return;
    var note = document.createElement("div");
    note.className = "alert alert-info alert--paragraph";
    note.setAttribute("role", "status");
    note.appendChild(say("found"));
    box.appendChild(note);
    box.hidden = false;
    note.querySelector("[data-put-back]").addEventListener("click", function () { putBack(form, kept.values); note.remove(); });
    note.querySelector("[data-throw-away]").addEventListener("click", function () { forget(form); note.remove(); });
  }

  /* ---- autosave */
  function prepare(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    form.setAttribute("hx-post", form.getAttribute("action") || location.pathname + location.search);
    form.setAttribute("hx-trigger", "input delay:800ms, save-now");
    form.setAttribute("hx-swap", "none");
    // One at a time: an aborted request may have been saved, and its version would be unknown to the next.
    form.setAttribute("hx-sync", "this:queue last");
    offer(form);
    form.addEventListener("input", function () { dirty.add(form); form.dataset.typedAt = String(Date.now()); mirror(form); });
    form.addEventListener("focusout", function (event) {
      // Leaving for the line that says what is wrong must not take its link away under the finger.
      if (event.relatedTarget && event.relatedTarget.closest("#saved")) return;
      if (dirty.has(form) && window.htmx && !away) window.htmx.trigger(form, "save-now");
    });
    form.addEventListener("submit", function (event) {
      // A save is on its way: the version it brings must go along, or one would collide with oneself.
      if (underWay.has(form)) { event.preventDefault(); underWay.set(form, event.submitter || form); return; }
      dirty.delete(form);
    });
  }
  function isAutosave(event) {
    var form = event.detail.elt;
    return form && form.matches && form.matches("form[data-autosave]") ? form : null;
  }
  function signedOut(xhr, form) {
    if (xhr.status === 401 || xhr.getResponseHeader("X-Signed-Out")) return true;
    if (!xhr.responseURL) return false;
    var asked = new URL(form.getAttribute("hx-post"), location.href).pathname;
    return new URL(xhr.responseURL).pathname !== asked;
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = isAutosave(event);
    if (!form) return;
    if (!dirty.has(form)) { event.preventDefault(); return; } // saved already, when the field was left
    form.dataset.sentAt = String(Date.now());
    underWay.set(form, null);
    if (!away) status("saving");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = isAutosave(event);
    if (!form || !underWay.has(form)) return;
    var button = underWay.get(form);
    underWay.delete(form);
    // A fault (422) is told at its field by the page the button gives. Where it could not be saved at all one stays
    // here: why stands beside the title, and the text is kept.
    if (button && (event.detail.successful || event.detail.xhr.status === 422)) form.requestSubmit(button === form ? undefined : button);
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var form = isAutosave(event);
    if (!form) return;
    var xhr = event.detail.xhr;
    if (signedOut(xhr, form)) {
      // The sign-in page must not be swapped into this one.
      event.detail.shouldSwap = false;
      away = true;
      status("signed-out", true);
    } else if (xhr.status === 409 || xhr.status === 413 || xhr.status === 422) {
      status("nothing", true); // the answer itself fills in why
    } else if (xhr.status >= 400) {
      status("failed", true);
    } else {
      away = false;
      var box = document.getElementById("saved");
      if (box) box.classList.remove("is-failed");
      if (Number(form.dataset.typedAt || 0) <= Number(form.dataset.sentAt || 0)) { dirty.delete(form); forget(form); }
    }
  });
  document.addEventListener("htmx:sendError", function (event) { if (isAutosave(event)) status("offline", true); });
  document.addEventListener("htmx:timeout", function (event) { if (isAutosave(event)) status("offline", true); });
  window.addEventListener("online", function () { dirty.forEach(function (form) { window.htmx.trigger(form, "save-now"); }); });

  // Signed in again in another window: take the new token from a fresh copy of this page, then save.
  window.addEventListener("focus", function () {
    if (!away) return;
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return;
      return answer.text().then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html");
        var token = fresh.querySelector("input[name=csrfmiddlewaretoken]");
        if (!token) return;
        all("input[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = token.value; });
        away = false;
        dirty.forEach(function (form) { window.htmx.trigger(form, "save-now"); });
      });
    }).catch(function () { /* still without a connection: the text stays where it is */ });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-keep-mine]");
    if (!button) return;
    var form = document.querySelector("form[data-autosave]");
    var version = document.getElementById("version");
    if (!form || !version) return;
    version.value = button.dataset.keepMine;
    dirty.add(form);
    window.htmx.trigger(form, "save-now");
  });
  window.addEventListener("beforeunload", function (event) { if (dirty.size) event.preventDefault(); });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-signs-out]")) { dirty.clear(); sweep(true); }
  });

  /* ---- undo for ten seconds */
  function watchUndo(notice) {
    var left = 10;
    var clock = setInterval(function () {
      if (notice.matches(":hover") || notice.contains(document.activeElement)) return;
      left -= 1;
      if (left > 0) return;
      clearInterval(clock);
      var form = notice.querySelector(".notice-undo");
      if (form) form.remove();
    }, 1000);
  }

  /* ---- dialogs and the person's menu */
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    if (opener) {
      var dialog = document.getElementById(opener.dataset.opens);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.addEventListener("close", function () { opener.focus(); }, { once: true });
        dialog.showModal();
      }
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-prints]")) window.print();
    all("details[data-menu][open]").forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    all("details[data-menu][open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
  });

  /* ---- the same moves in a timeline, a list and a month */
  var MOVES = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, Home: -Infinity, End: Infinity };
  document.addEventListener("keydown", function (event) {
    var step = MOVES[event.key];
    var box = step && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.target.closest("[data-moves]");
    if (!box) return;
    var links = all('a[href]:not([tabindex="-1"])', box).filter(function (link) { return link.getClientRects().length; });
    var at = links.indexOf(event.target);
    if (at < 0) return; // the frame itself: there the keys scroll
    event.preventDefault();
    var next = links[Math.min(links.length - 1, Math.max(0, at + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  /* ---- print: folded things are shown, the day is written */
  var openedForPrint = [];
  window.addEventListener("beforeprint", function () {
    openedForPrint = all("main details:not([open])");
    openedForPrint.forEach(function (fold) { fold.open = true; });
    all("[data-printed]").forEach(function (spot) {
      spot.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
    });
  });
  window.addEventListener("afterprint", function () { openedForPrint.forEach(function (fold) { fold.open = false; }); });

  /* ---- growing text areas where the browser does not do it by itself */
  function grow(area) {
    if (window.CSS && CSS.supports("field-sizing", "content")) return;
    area.rows = Math.max(Number(area.rows) || 4, area.value.split("\n").length + Math.floor(area.value.length / 75));
  }
  document.addEventListener("input", function (event) { if (event.target.matches("textarea[data-grows]")) grow(event.target); });

  function start(root) {
    // What is wrong is said by the server, at the field and at the top, in the language of the page.
    all("form", root).forEach(function (form) { form.noValidate = true; });
    var own = root.matches && root.matches("form[data-autosave]") ? [root] : [];
    own.concat(all("form[data-autosave]", root)).forEach(function (form) {
      var fresh = !form.dataset.ready;
      prepare(form);
      if (fresh && root !== document && window.htmx) window.htmx.process(form);
    });
    if (window.matchMedia("(max-width: 767px)").matches) all("details[data-folds-on-phone]", root).forEach(function (fold) { fold.open = false; });
    all("textarea[data-grows]", root).forEach(grow);
    // A timeline wider than its frame opens at today, a little in from the names.
    all("[data-today]", root).forEach(function (frame) { frame.scrollLeft = Number(frame.dataset.today) - 60; });
    all("[data-undo]", root).forEach(watchUndo);
  }

  sweep(false);
  // Deferred: the page is parsed, and htmx looks for its attributes after this.
  start(document);
  document.addEventListener("DOMContentLoaded", function () {
    if (window.DKFDS) window.DKFDS.init();
    document.addEventListener("htmx:load", function (event) {
      var root = event.detail.elt;
      if (root === document.body) return;
      start(root);
      if (!window.DKFDS) return;
      all(".form-limit", root).forEach(function (element) { new window.DKFDS.CharacterLimit(element).init(); });
      all("[data-module=error-summary]", root).forEach(function (element) { new window.DKFDS.ErrorSummary(element).init(); });
    });
  });
})();
