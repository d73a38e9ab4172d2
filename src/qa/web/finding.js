// Finding: a row in a list, a report among those held, words within a report. A part of
// page.js, and run with it.

// A field with data-find hides what does not hold its words; one of a list that the server makes is
// sent while it is typed in.
let typing = 0;
element.addEventListener('input', (input) => {
  if (input.target.dataset.find) return find(input.target);
  if (input.target.id === 'qa-seek') return seek(input.target.form, 0);
  const form = input.target.closest('form[data-change="list"]');
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => sendList(form, input.target), 250);
});

function sendList(form, field) {
  shared.finding = { id: field.id, at: field.selectionStart };
  sendForm(form, 'list');
}

function find(field) {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of element.querySelector(`.${field.dataset.find}`).children) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word)) && !row.querySelector(':checked');
    left += !row.hidden;
  }
  say(`${left} found`);
}

// Words sought within a report: every place is marked, and Next goes from one to the next.
let sought = { words: '', places: [], at: -1 };

function placesOf(words) {
  const found = [];
  const walk = document.createTreeWalker(element.querySelector('.qa-report'), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest('.qa-hidden, .qa-number')) continue;
    const text = node.data.toLowerCase();
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      found.push(range);
    }
  }
  return found;
}

function seek(form, step) {
  const words = form.querySelector('input').value.trim().toLowerCase();
  const fresh = words !== sought.words || !sought.places[0]?.startContainer.isConnected;
  if (fresh) sought = { words, places: words ? placesOf(words) : [], at: step < 0 ? 0 : -1 };
  const count = sought.places.length;
  if (count && step) sought.at = (sought.at + step + count) % count;
  const here = sought.places[sought.at];
  CSS.highlights?.set('qa-sought', new Highlight(...sought.places));
  CSS.highlights?.set('qa-sought-here', new Highlight(...(here ? [here] : [])));
  const number = here ? `${sought.at + 1} of ${count}` : `${count || 'Not'} found`;
  form.querySelector('[role="status"]').textContent = words ? number : '';
  here?.startContainer.parentElement.scrollIntoView({ behavior: 'auto', block: 'center' });
}
