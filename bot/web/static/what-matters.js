// Makes the pages nicer to use. They all work without it: every form here is a plain form.

const kept = window.sessionStorage;

function keep(box) {
  const name = `typed ${box.dataset.kept}`;
  const before = kept.getItem(name);
  if (before && !box.value) box.value = before;
  box.addEventListener("input", () => kept.setItem(name, box.value));
  return () => kept.removeItem(name);
}

// Leaving: nothing typed stays behind, and going back does not lead here.
for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    kept.clear();
    document.documentElement.hidden = true;
    document.title = link.dataset.leave;
    window.location.replace(link.href);
  });
}
if ("nothingOpen" in document.body.dataset) kept.clear();

// The conversation: the same form, sent in the background; the answer is the same page.
function converse(form) {
  const box = form.querySelector("textarea");
  const status = document.getElementById("status");
  const forget = keep(box);
  let sending = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    const said = box.value;
    const pressed = event.submitter;
    const body = new URLSearchParams(new FormData(form, pressed));
    const chosen = body.has("choice");
    if (!chosen && !said.trim()) return complain(form.dataset.empty, box);
    sending = true;
    form.setAttribute("aria-busy", "true");
    status.textContent = status.dataset.sending;
    try {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-chat]")) return complain(plainText(page) || form.dataset.offline, box);
      take(page);
      if (!answer.ok) return;
      if (!chosen && box.value === said) box.value = "";
      if (box.value) kept.setItem(`typed ${box.dataset.kept}`, box.value);
      else forget();
      // A pressed button is gone or done with; but a touch screen's keyboard would hide the question.
      if (!document.activeElement.isConnected || (pressed && window.matchMedia("(pointer: fine)").matches)) {
        box.focus({ preventScroll: true });
      }
    } catch {
      complain(form.dataset.offline, box);
    } finally {
      sending = false;
      form.removeAttribute("aria-busy");
      status.textContent = "";
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

// Takes over what is new in a freshly read page, and leaves the rest, the focus above all, where it is.
function take(page) {
  const list = document.getElementById("lines");
  let first = null;
  for (const line of page.querySelectorAll("#lines > li")) {
    const known = list.querySelector(`[data-key="${line.dataset.key}"]`);
    if (known) {
      known.className = line.className;
      known.removeAttribute("id");
    } else {
      line.classList.add("new");
      list.append(line);
      first ??= line;
    }
  }
  for (const id of ["waiting", "choices", "helplines", "problem"]) {
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
  for (const name of ["message_id", "csrf_token"]) {
    document.querySelector(`[data-chat] [name=${name}]`).value = page.querySelector(`[data-chat] [name=${name}]`).value;
  }
  const box = document.getElementById("message");
  if (page.querySelector("#problem p")) box.setAttribute("aria-describedby", "problem");
  else box.removeAttribute("aria-describedby");
  first?.scrollIntoView({ block: "start" });
}

function plainText(page) {
  return [page.querySelector("h1"), page.querySelector(".lead")].map((part) => part?.textContent.trim()).filter(Boolean).join(". ");
}

function complain(sentence, box) {
  const line = document.createElement("p");
  line.className = "problem";
  line.textContent = sentence;
  document.getElementById("problem").replaceChildren(line);
  box.focus();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const chat = document.querySelector("form[data-chat]");
if (chat) converse(chat);
