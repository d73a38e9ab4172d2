// Files that the page saves. A part of page.js, and run with it.

// A file from the server is saved; an SVG that is to be a PNG is drawn first.
async function saveFile() {
  const { name, kind, content } = element.querySelector('[data-number]')?.dataset ?? {};
  if (!name) return;
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes], { type: kind });
  save(name.endsWith('.png') ? await drawn(blob) : blob, name);
}

async function drawn(svg) {
  const address = URL.createObjectURL(svg);
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * image.width;
  canvas.height = 2 * image.height;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => { canvas.toBlob(done, 'image/png'); });
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10000);
  say(`Saved ${name}`);
}
