// Asks a device for a passkey, and sends what it answers with the form. The question stands in the form.
(() => {
  const form = document.querySelector("form[data-question]");
  const able = document.getElementById("passkey-able");
  const told = form.querySelector("[role=status]");
  const show = (element, is) => element.toggleAttribute("hidden", !is);
  if (!navigator.credentials || !window.PublicKeyCredential) return;
  show(document.getElementById("passkey-unable"), false);
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const question = JSON.parse(form.dataset.question);
  const key = question.publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const one of key.excludeCredentials ?? key.allowCredentials ?? []) one.id = bytes(one.id);
  const ask = async () => {
    told.textContent = "";
    try {
      const made = await navigator.credentials[key.user ? "create" : "get"](question);
      const response = {};
      for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
        if (made.response[part]) response[part] = text(made.response[part]);
      }
      const answer = { id: made.id, rawId: text(made.rawId), type: made.type, response, extensions: {} };
      form.elements.answer.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      told.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed;
      form.querySelector("button").focus();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  show(able, true);
  ask();
})();
