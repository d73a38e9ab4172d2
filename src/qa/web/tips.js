// What is told of a button beside it. A part of page.js, and run with it.

// What a button with data-tip tells, beside it, on hover and on focus; Escape puts it away.
function tip() {
  let box = document.getElementById('qa-tip');
  if (!box) {
    box = document.createElement('div');
    box.id = 'qa-tip';
    box.hidden = true;
    box.setAttribute('aria-hidden', 'true'); // the button's own name says it
    box.addEventListener('mouseleave', hideTip);
    frame().append(box);
  }
  return box;
}

function showTip(button) {
  const box = tip();
  const at = button.getBoundingClientRect();
  box.textContent = button.dataset.tip;
  box.hidden = false;
  const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8);
  const below = at.bottom + box.offsetHeight < window.innerHeight;
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${below ? at.bottom : at.top - box.offsetHeight}px`;
}

function hideTip() { tip().hidden = true; }

element.addEventListener('mouseover', (over) => {
  const button = over.target.closest('[data-tip]');
  if (button) showTip(button);
});
element.addEventListener('mouseout', (out) => {
  const within = out.relatedTarget?.closest?.('#qa-tip, [data-tip]');
  if (out.target.closest('[data-tip]') && !within) hideTip();
});
element.addEventListener('focusin', (focus) => {
  const button = focus.target.closest('[data-tip]:focus-visible');
  if (button) showTip(button); else hideTip();
});
element.addEventListener('focusout', () => { if (document.getElementById('qa-tip')) hideTip(); });
if (!shared.tips) {
  shared.tips = true;
  const away = () => { if (document.getElementById('qa-tip')) hideTip(); };
  document.addEventListener('keydown', (key) => { if (key.key === 'Escape') away(); });
  document.addEventListener('scroll', away, { capture: true, passive: true });
}
