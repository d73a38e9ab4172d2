// Behaviour of the page's own HTML. Gradio runs this once for each gr.HTML component, as the body
// of a function of (element, trigger, props, server, upload, watch). Listeners sit on the parent
// `element`, whose children are replaced at every answer.
//
// A button with data-event sends that event, with its other data attributes, to the server:
const EVENTS = ['submit', 'open', 'read', 'list', 'reports', 'clear_chat'];
const shared = (window.qaPage ??= { opener: null, awaited: false });
const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const behavior = calm ? 'auto' : 'smooth';

function say(sentence) {
  let voice = document.getElementById('qa-said');
  if (!voice) {
    voice = document.createElement('div');
    voice.id = 'qa-said';
    voice.className = 'qa-hidden';
    voice.setAttribute('role', 'status');
    document.body.append(voice);
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
  const current = element.querySelector('mark, .qa-current');
  const frame = document.getElementById('qa-side');
  if (beside && current) {
    const above = element.querySelector('.qa-panel-top').offsetHeight;
    const offset = current.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    const room = (frame.clientHeight - above) / 4;
    frame.scrollTo({ top: frame.scrollTop + offset - above - room, behavior: 'auto' });
  }
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
  const turns = document.querySelectorAll('.qa-turn');
  turns[turns.length - 1]?.scrollIntoView({ behavior, block: 'start' });
}

function showReport() {
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

function send(button) {
  const { event, ...data } = button.dataset;
  if (!EVENTS.includes(event)) return;
  if (event === 'open') {
    if (!button.closest('.qa-panel')) shared.opener = button;
    shared.awaited = true;
    for (const old of document.querySelectorAll('.qa-open')) old.classList.remove('qa-open');
    button.closest('.qa-items > li, .qa-quote')?.classList.add('qa-open');
    const shown = document.querySelector('.qa-panel')?.dataset.shown;
    if (shown === `${data.key}:${data.start ?? 'None'}:${data.end ?? 'None'}` && !data.aspect) {
      // The same place again changes nothing, so nothing would tell us that it is there.
      document.getElementById('qa-panel').dispatchEvent(new CustomEvent('qa-show'));
      return;
    }
  }
  if (event === 'read' || event === 'list') shared.reading = true;
  trigger(event, data);
  if (event === 'submit') {
    document.querySelector('#qa-question textarea')?.focus({ preventScroll: true });
  }
}

element.addEventListener('click', (click) => {
  const button = click.target.closest('button, a');
  if (!button) return;
  if (button.dataset.event) send(button);
  else if ('copy' in button.dataset) copy(button, button.dataset.copy);
  else if ('copyLink' in button.dataset) {
    copy(button, new URL(button.dataset.copyLink, document.baseURI).href);
  } else if ('back' in button.dataset) back();
  else if (button.getAttribute('href')?.startsWith('#')) {
    // The page has a <base>, against which a bare #anchor would be another page.
    const target = document.getElementById(button.getAttribute('href').slice(1));
    if (!target) return;
    click.preventDefault();
    goTo(target.querySelector('textarea') ?? target);
  }
});

const block = element.closest('[id^="qa-"]');
const react = { 'qa-panel': showPanel, 'qa-transcript': showAnswer, 'qa-reports': showReport };
const reaction = react[block?.id];
if (reaction) watch('value', reaction);
// A tab is made when it is first opened: what was asked of it before that is there already.
if (reaction === showReport) showReport();
if (block?.id === 'qa-panel') {
  block.addEventListener('qa-show', showPanel);
  block.addEventListener('keydown', (key) => { if (key.key === 'Escape') back(); });
}
