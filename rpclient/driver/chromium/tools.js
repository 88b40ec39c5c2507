({
  // find is the element that a selector names and the control that it belongs to.
  find(selector) {
    let found;
    try {
      found = document.querySelector(selector);
    } catch {
      return {problem: 'not a selector'};
    }
    if (!found) return {problem: 'nothing found'};
    if (found.matches('form')) {
      const buttons = [...document.querySelectorAll('button, input')].filter(
        (b) => this.submits(b) && this.owner(b) === found && !b.matches(':disabled'));
      return {form: found, control: buttons[0], kind: 'form'};
    }
    const control = found.closest('a[href], area[href], button, input') || found;
    if (control.matches('a, area') && control.hasAttribute('href')) return {control, kind: 'link'};
    if (control.matches(':disabled')) return {problem: 'it is disabled'};
    const form = this.owner(control);
    if (!this.submits(control)) return {control, form, kind: 'other'};
    if (!form) return {control, kind: 'other'};
    return {control, form, kind: 'button'};
  },

  owner(control) {
    const given = control.getAttribute('form');
    if (given === null) return control.closest('form');
    const form = document.getElementById(given);
    return form && form.matches('form') ? form : null;
  },

  submits(control) {
    return control.matches('button:not([type=button i]):not([type=reset i]), input[type=submit i], input[type=image i]');
  },

  // ready fills in the fields and tells where to click: in the middle of the control, if that can be seen.
  ready(selector, fields) {
    const {problem, control, form, kind} = this.find(selector);
    if (problem) return {problem};
    const names = Object.keys(fields);
    if (kind === 'link' && names.length > 0) return {problem: 'a link takes no fields'};
    for (const name of names) this.fill(form, name, fields[name] || []);
    const lax = form && (form.hasAttribute('novalidate') || control && control.hasAttribute('formnovalidate'));
    if (form && kind !== 'other' && !lax) {
      const bad = [...document.querySelectorAll('input, select, textarea')].find(
        (c) => this.owner(c) === form && !c.checkValidity());
      if (bad) {
        // The message for people is in the language of the machine.
        const why = Object.keys(ValidityState.prototype).find((k) => k !== 'valid' && bad.validity[k]);
        return {problem: `its form does not accept the field "${bad.getAttribute('name') || ''}": ${why}`};
      }
    }
    for (const e of [control, form, document.querySelector('base')]) {
      if (!e) continue;
      e.removeAttribute('target');
      e.removeAttribute('formtarget');
    }
    return {kind, ...this.spot(control)};
  },

  spot(control) {
    if (!control) return {};
    control.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = control.getClientRects()[0];
    if (!box) return {};
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {x, y, seen: !!top && (control === top || control.contains(top))};
  },

  // click does what a click does to a control that no mouse reaches, and what Enter does to a form without a button.
  click(selector) {
    const {control, form} = this.find(selector);
    if (control) control.click();
    else if (form) HTMLFormElement.prototype.requestSubmit.call(form);
  },

  // fill gives a form's controls of one name the values that a person would; what no control can take goes along as a
  // hidden field. Without a form it is the document's controls.
  fill(form, name, values) {
    const left = [...values];
    const take = (v) => left.includes(v) && left.splice(left.indexOf(v), 1).length > 0;
    const controls = [...document.querySelectorAll('input, select, textarea')].filter(
      (c) => c.getAttribute('name') === name && (!form || this.owner(c) === form) && !c.matches(':disabled'));
    for (const c of controls) {
      const type = (c.getAttribute('type') || '').toLowerCase();
      if (c.matches('select')) {
        for (const o of c.options) o.selected = false;
        const chosen = [...c.options].filter((o) => take(o.value)).slice(0, c.multiple ? undefined : 1);
        for (const o of chosen) o.selected = true;
        if (chosen.length === 0) c.disabled = true;
      } else if (c.matches('input') && (type === 'checkbox' || type === 'radio')) {
        c.checked = take(c.value);
      } else if (c.matches('input') && ['file', 'submit', 'image', 'button', 'reset'].includes(type)) {
        continue;
      } else if (left.length > 0) {
        c.value = left.shift();
      } else {
        c.disabled = true;
      }
      for (const e of ['input', 'change']) c.dispatchEvent(new Event(e, {bubbles: true}));
    }
    for (const v of left) {
      const more = document.createElement('input');
      Object.assign(more, {type: 'hidden', name, value: v});
      if (form) form.append(more);
    }
  },

  // go sends what a launch page holds.
  go() {
    const form = document.querySelector('form');
    if (form) HTMLFormElement.prototype.submit.call(form);
    else document.querySelector('a').click();
  },

  // later is the longest time, in milliseconds up to a bound, after which the page has said that it will go on by
  // itself: a declared refresh, or a timer in a script that submits or navigates.
  later(bound) {
    const waits = [0];
    for (const m of document.querySelectorAll('meta[http-equiv=refresh i][content]')) {
      waits.push(1000 * parseFloat(m.getAttribute('content')));
    }
    const scripts = [...document.querySelectorAll('script:not([src])')].map((s) => s.textContent);
    scripts.push((document.body && document.body.getAttribute('onload')) || '');
    for (const s of scripts) {
      if (!/submit|location/i.test(s) || !s.includes('setTimeout')) continue;
      for (const m of s.matchAll(/,\s*(\d+)\s*\)/g)) waits.push(+m[1]);
    }
    return Math.max(...waits.filter((w) => w >= 0 && w <= bound));
  },

  // read is what the page is now.
  read() {
    const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
    const root = document.documentElement;
    return {url: document.URL, type: document.contentType, html: doctype + (root ? root.outerHTML : '')};
  },
})
