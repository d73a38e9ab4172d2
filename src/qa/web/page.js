// Behaviour of the page's own HTML. Gradio runs this once for each gr.HTML component, as the body
// of a function of (element, trigger, props, server, upload, watch). Listeners sit on the parent
// `element`, whose children are replaced at every answer.
//
// A button with data-event sends that event, with its other data attributes, to the server:
const EVENTS = [
  'submit', 'open', 'read', 'list', 'reports', 'clear_chat', 'judged', 'filter', 'csv', 'picture', 'check',
  'narrow', 'restore', 'keep', 'compare', 'write', 'shut',
  'offer', 'accept', 'decline', 'doubt', 'remove', 'undo', 'measure',
];
const LARGEST = 15 * 1024 * 1024; // bytes of all files sent at once, which grow by a third on the way
const shared = (window.qaPage ??= { opener: null, awaited: false, told: {} });
const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const behavior = calm ? 'auto' : 'smooth';

// Where the style sheet reaches.
function frame() { return document.querySelector('.gradio-container') ?? document.body; }

function say(sentence) {
  let voice = document.getElementById('qa-said');
  if (!voice) {
    voice = document.createElement('div');
    voice.id = 'qa-said';
    voice.className = 'qa-hidden';
    voice.setAttribute('role', 'status');
    frame().append(voice);
  }
  voice.textContent = '';
  // Said again even when it is the same sentence.
  setTimeout(() => { voice.textContent = sentence; }, 50);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain http from another machine browsers give no clipboard: the old way still works.
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  say('Copied');
  button.dataset.copied = '';
  setTimeout(() => { delete button.dataset.copied; }, 1600);
}

function goTo(target, options = {}) {
  target.scrollIntoView({ behavior, block: 'start', ...options });
  target.focus({ preventScroll: true });
}

// The report beside the chat: move there when asked to, and bring the paragraph into sight.
function showPanel() {
  const panel = element.querySelector('.qa-panel');
  const title = element.querySelector('#qa-panel-title');
  const beside = window.matchMedia('(min-width: 60rem)').matches;
  const current = element.querySelector('mark') ?? element.querySelector('.qa-current');
  const frame = document.getElementById('qa-side');
  if (beside && current) {
    const above = element.querySelector('.qa-panel-top').offsetHeight;
    const offset = current.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    const room = (frame.clientHeight - above) / 4;
    frame.scrollTo({ top: frame.scrollTop + offset - above - room, behavior: 'auto' });
  }
  stepToPanel(panel, beside);
  if (shared.awaited || !beside) {
    const wanted = shared.awaited || panel?.dataset.shown;
    shared.awaited = false;
    if (!wanted) return;
    title?.focus({ preventScroll: true });
    const block = current?.tagName === 'MARK' ? 'center' : 'start';
    if (!beside) (current ?? panel).scrollIntoView({ behavior, block });
  }
}

function showAnswer() {
  remember();
  openFirst(element.querySelector('.qa-turn:last-child .qa-answer'));
  const scope = element.querySelector('.qa-scope');
  // On a phone four lists would stand between a question and its answer.
  if (scope && !window.matchMedia('(min-width: 40rem)').matches) scope.open = false;
  if (shared.narrowing && scope) {
    scope.open = true;
    document.getElementById(shared.narrowing)?.focus({ preventScroll: true });
    shared.narrowing = null;
    return;
  }
  const turns = document.querySelectorAll('.qa-turn');
  turns[turns.length - 1]?.scrollIntoView({ behavior, block: 'start' });
}

function showReport() {
  step();
  const field = document.getElementById(shared.finding?.id);
  if (field) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(shared.finding.at, shared.finding.at);
    shared.finding = null;
    return;
  }
  const view = element.querySelector('.qa-reader');
  const contents = view?.querySelector('.qa-contents');
  // On a phone the contents would fill the first screens.
  if (contents && !window.matchMedia('(min-width: 60rem)').matches) contents.open = false;
  const target = view?.dataset.target ? document.getElementById(view.dataset.target) : null;
  if (!shared.reading) return;
  shared.reading = false;
  const place = target ?? view?.querySelector('[tabindex="-1"]');
  if (place) whenVisible(place, () => goTo(place, { behavior: 'auto', block: 'center' }));
}

// The tab may only now be coming into sight: look at each frame, for a second at most.
function whenVisible(place, then, frames = 60) {
  if (place.offsetParent !== null) then();
  else if (frames > 0) requestAnimationFrame(() => whenVisible(place, then, frames - 1));
}

function back() {
  const opener = shared.opener;
  if (opener?.isConnected) goTo(opener, { block: 'center' });
  else document.querySelector('#qa-question textarea')?.focus();
}

// To ask nothing is no question: back to where one is typed. It is stopped here: the server takes no
// question while it looks at one before, and the next would be lost.
if (!shared.asking) {
  shared.asking = true;
  const stopEmpty = (event) => {
    const box = document.querySelector('#qa-question textarea');
    if (box.value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    box.focus();
    say('Type a question first');
  };
  document.addEventListener('click', (click) => {
    if (click.target.closest('#qa-send')) stopEmpty(click);
  }, true);
  document.addEventListener('keydown', (key) => {
    const sends = key.key === 'Enter' && !key.shiftKey && !key.isComposing;
    if (sends && key.target.closest('#qa-question')) stopEmpty(key);
  }, true);
}

// Back to the answers, by the step that led here where that was one.
function leave() {
  if (history.state?.qa?.below) history.back();
  else back();
}

function edit(question) {
  const box = document.querySelector('#qa-question textarea');
  type(box, question);
  box.focus();
}

// What was chosen while an earlier choice is on its way waits for it (trigger_mode="always_last"),
// and then Gradio sends the earlier one's data once more: so an event's data is one object, which
// by then holds what was chosen last.
function tell(event, data) {
  const told = (shared.told[event] ??= {});
  for (const name of Object.keys(told)) delete told[name];
  trigger(event, Object.assign(told, data));
}

// The quote whose paragraph is open is marked.
function point(button) {
  for (const old of document.querySelectorAll('.qa-open')) old.classList.remove('qa-open');
  button.closest('.qa-items > li, .qa-quote')?.classList.add('qa-open');
}

// As if it had been chosen, but the reader stays where they are.
function openBeside(button) {
  const { event, ...data } = button.dataset;
  point(button);
  tell(event, data);
}

function send(button) {
  const { event, ...data } = button.dataset;
  if (!EVENTS.includes(event)) return;
  if (event === 'open') {
    if (!button.closest('.qa-panel')) shared.opener = button;
    shared.awaited = true;
    shared.led = false;
    shared.turning = Boolean(button.closest('.qa-steps'));
    point(button);
    const shown = document.querySelector('.qa-panel')?.dataset.shown;
    if (shown === `${data.key}:${data.start ?? 'None'}:${data.end ?? 'None'}` && !data.aspect && !data.whole) {
      // The same place again changes nothing, so nothing would tell us that it is there.
      document.getElementById('qa-panel').dispatchEvent(new CustomEvent('qa-show'));
      return;
    }
  }
  if (['read', 'list', 'judged'].includes(event)) shared.reading = true;
  if (event === 'judged') shared.judged = button;
  if (event === 'filter') shared.paging = true;
  tell(event, data);
  // The button goes away with what it stood in. Where there is no keyboard one would come up.
  const goes = ['submit', 'clear_chat'].includes(event);
  if (goes && !window.matchMedia('(pointer: coarse)').matches) {
    document.querySelector('#qa-question textarea')?.focus({ preventScroll: true });
  }
}

// A form with data-change sends what is in it at each change; empty fields are left out.
function sendForm(form, event) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  tell(event, Object.fromEntries(filled));
}

element.addEventListener('change', (change) => {
  const form = change.target.closest('form[data-change]');
  if (!form || form.dataset.change === 'list') return;
  if (form.dataset.change === 'narrow') shared.narrowing = change.target.id;
  sendForm(form, form.dataset.change);
});
element.addEventListener('reset', (reset) => {
  const form = reset.target.closest('form[data-change]');
  // The fields are emptied only after this event.
  if (form) setTimeout(() => { sendForm(form, form.dataset.change); say('Cleared'); });
});
// A form with data-submit sends what is in it when it is sent; a file as its name and its bytes.
element.addEventListener('submit', async (submit) => {
  submit.preventDefault();
  if (submit.target.matches('.qa-seek')) return seek(submit.target, 1);
  const form = submit.target.closest('form[data-submit]');
  if (!form) return;
  if (form.dataset.submit === 'list') return sendList(form, form.elements.words);
  const data = {};
  let size = 0;
  for (const [name, value] of new FormData(form)) {
    if (form.querySelector(`[type="checkbox"][name="${name}"]`)) {
      (data[name] ??= []).push(value);
    } else if (!(value instanceof File)) {
      if (value !== '') data[name] = value;
    } else if ((size += value.size) > LARGEST) {
      alert('That is more than 15 MB. Choose fewer or smaller files.');
      return;
    } else if (value.name) {
      const file = { name: value.name, content: await bytesOf(value) };
      if (form.elements[name].multiple) (data[name] ??= []).push(file);
      else data[name] = file;
    }
  }
  trigger(form.dataset.submit, data);  // not by `tell`, which would keep the files
});

async function bytesOf(file) {
  const address = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => { done(reader.result); };
    reader.onerror = () => { failed(reader.error); };
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(',') + 1);
}

// Another page of a table begins at its head, where the keyboard goes on.
function showPage() {
  if (!shared.paging) return;
  shared.paging = false;
  const place = element.querySelector('.qa-matrix-frame');
  if (place) goTo(place, { behavior: 'auto' });
}

element.addEventListener('click', (click) => {
  const button = click.target.closest('button, a');
  if (!button) return;
  if (button.dataset.event) send(button);
  else if (button.dataset.seek === '-1') seek(button.form, -1);
  else if ('copy' in button.dataset) copy(button, button.dataset.copy);
  else if ('copyLink' in button.dataset) {
    copy(button, new URL(button.dataset.copyLink, document.baseURI).href);
  } else if ('paper' in button.dataset) {
    const paper = document.querySelector('#qa-checking [name="what"][value="paper"]');
    paper.checked = true;
    paper.form.requestSubmit();
  } else if ('back' in button.dataset) leave();
  else if ('edit' in button.dataset) edit(button.dataset.edit);
  else if (button.getAttribute('href')?.startsWith('#')) {
    // The page has a <base>, against which a bare #anchor would be another page.
    const target = document.getElementById(button.getAttribute('href').slice(1));
    if (!target) return;
    click.preventDefault();
    goTo(target.querySelector('textarea') ?? target);
  }
});
