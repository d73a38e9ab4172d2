// What the browser remembers of a conversation. A part of page.js, and run with it.

// What was asked is remembered as long as the browser's tab is open, and nowhere else.
const MEMORY = 'qa-asked';

function remember() {
  const asked = element.querySelector('.qa-log')?.dataset.asked;
  if (asked === undefined) return;
  try {
    if (asked === '[]') sessionStorage.removeItem(MEMORY);
    else sessionStorage.setItem(MEMORY, asked);
  } catch { /* a browser may be told to remember nothing */ }
}

function restore() {
  try {
    const asked = JSON.parse(sessionStorage.getItem(MEMORY) ?? '[]');
    if (asked.length) trigger('restore', { asked });
  } catch { /* nothing to bring back */ }
}

// A question in the address is asked once, and what was remembered gives way to it.
function askedByLink() {
  const address = new URL(location.href);
  const question = address.searchParams.get('q')?.trim() ?? '';
  address.searchParams.delete('q');
  if (question) history.replaceState(history.state, '', address);
  return question;
}

// What is typed and not yet asked outlives a reload too: Gradio makes one when the connection
// was lost and is there again.
const TYPED = 'qa-typed';

function rememberTyped() {
  try {
    sessionStorage.setItem(TYPED, document.querySelector('#qa-question textarea')?.value ?? '');
  } catch { /* a browser may be told to remember nothing */ }
}

function retype(frames = 120) {
  const box = document.querySelector('#qa-question textarea');
  if (!box && frames > 0) return requestAnimationFrame(() => retype(frames - 1));
  try {
    if (box && !box.value) type(box, sessionStorage.getItem(TYPED) ?? '');
  } catch { /* nothing to bring back */ }
}

function type(box, words) {
  box.value = words;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
