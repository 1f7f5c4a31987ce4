// The form as a list of names and values, without the files and the machinery.
const MACHINERY = new Set(["csrfmiddlewaretoken", "files", "revision", "draft_key", "overwrite"]);

// Signing in again in another tab changes the token that this page was given.
export function renewToken(form) {
  const fresh = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh;
}

export function fieldsOf(form) {
  return [...new FormData(form)].filter(([name]) => !MACHINERY.has(name));
}

// Nothing a person would miss: such a form makes no draft.
export function isEmpty(form) {
  return fieldsOf(form).every(
    ([name, value]) => !/^(title|text|link|text_.*|picture)$/.test(name) || value.trim() === "",
  );
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// Puts words, choices and times back. Pictures are not drawn here: the server has those it took.
export function putBack(form, fields) {
  for (const field of form.elements) {
    if (!field.name || MACHINERY.has(field.name) || field.name === "picture") continue;
    const given = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = given.includes(field.value);
    } else if (field.tagName !== "BUTTON" && given.length > 0) {
      [field.value] = given;
    }
  }
}
