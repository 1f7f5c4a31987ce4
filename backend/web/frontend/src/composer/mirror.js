// A copy of what is typed, on this device, until the server has it.

export function keep(key, fields) {
  write(key, { fields, at: new Date().toISOString(), sent: false });
}

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage in this browser: there is nothing to forget.
  }
}

export function move(from, to) {
  const kept = read(from);
  if (kept) write(to, kept);
  forget(from);
}

// The form itself was sent: the page that answers decides whether the copy may go.
export function markSent(key) {
  const kept = read(key);
  if (kept) write(key, { ...kept, sent: true });
}

export function forgetSent(key) {
  const fresh = key.replace(/[^:]*$/, "new");
  for (const one of [key, fresh]) if (read(one)?.sent) forget(one);
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or switched off: the server still saves.
  }
}
