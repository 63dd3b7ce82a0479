// Before a form of the admin is sent, asks whether the person is still signed in. If not, the form stays as it is, with
// everything typed, and says what to do; once they signed in (in another tab), it is sent with the new token.
// Without JavaScript a form that is sent after signing out is lost, as everywhere on the web.
(() => {
  const { here, signIn, ended, signInWords, unreachable } = document.currentScript.dataset;
  const asked = new WeakSet();
  let notice;

  // Wagtail disables a button that was pressed; disabled, it would not say what it asks for ("publish").
  function press(form, button) {
    const off = button?.disabled;
    if (off) button.disabled = false;
    form.requestSubmit(button);
    if (off) button.disabled = true;
  }

  function keep(button, words, link) {
    if (button) button.disabled = false;
    tell(words, link);
  }

  function tell(words, link) {
    notice?.remove();
    notice = document.createElement("div");
    notice.className = "desk-signed-out";
    notice.setAttribute("role", "alert");
    notice.append(words);
    if (link) {
      const way = document.createElement("a");
      way.href = signIn;
      way.target = "_blank";
      way.textContent = signInWords;
      notice.append(" ", way);
    }
    document.body.append(notice);
  }

  // The rich text editor hands what was typed to its field a quarter of a second later.
  const typed = () => new Promise((done) => setTimeout(done, 300));

  async function send(form, button) {
    try {
      const [answer] = await Promise.all([fetch(here, { redirect: "manual", cache: "no-store" }), typed()]);
      if (!answer.ok) return keep(button, ended, true);
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      if (token) token.value = (await answer.json()).token;
    } catch {
      return keep(button, unreachable, false);
    }
    notice?.remove();
    asked.add(form);
    press(form, button);
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.method !== "post" || form.closest(".modal, dialog") || asked.delete(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      send(form, event.submitter);
    },
    true,
  );
})();
