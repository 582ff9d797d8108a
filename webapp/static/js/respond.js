// Extras only: every page works without this file.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");

  // autofocus does this already where browsers heed it.
  const summary = document.getElementById("fouten");
  if (summary) window.addEventListener("load", () => setTimeout(() => { if (document.activeElement !== summary) summary.focus(); }, 100));

  // A second press does nothing; the server would know it anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    // A page that answered a form becomes an ordinary one, so that Back asks for it again instead of for the form.
    history.replaceState(null, "", location.href);
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button && button.dataset.wait) {
      button.dataset.words = button.textContent;
      button.textContent = button.dataset.wait;
      button.setAttribute("aria-disabled", "true");
    }
    setTimeout(() => release(form), 8000);
  });
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[data-words]").forEach((button) => {
      button.textContent = button.dataset.words;
      button.removeAttribute("aria-disabled");
    });
  };
  window.addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form").forEach(release); });

  // How many words a story has; there is no minimum.
  document.querySelectorAll("textarea[data-count]").forEach((area) => {
    const line = document.createElement("p");
    line.className = "count";
    area.after(line);
    const count = () => {
      const words = (area.value.match(/\S+/g) || []).length;
      line.textContent = words ? words + " " + area.dataset.count : "";
    };
    area.addEventListener("input", count);
    count();
  });

  // Touching the triangle fills in the three numbers; the numbers move the dot.
  const corners = [[120, 26], [20, 199], [220, 199]];
  document.querySelectorAll("[data-triangle]").forEach((picture) => {
    const inputs = ["a", "b", "c"].map((corner) => document.getElementsByName(picture.dataset.triangle + "." + corner)[0]);
    const dot = picture.querySelector("circle");
    const place = (shares) => {
      const total = shares[0] + shares[1] + shares[2];
      if (!total) return;
      dot.setAttribute("cx", shares.reduce((sum, share, i) => sum + share * corners[i][0], 0) / total);
      dot.setAttribute("cy", shares.reduce((sum, share, i) => sum + share * corners[i][1], 0) / total);
      dot.removeAttribute("class");
    };
    picture.addEventListener("click", (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      const a = (199 - point.y) / 173, c = (point.x - 20 - 100 * a) / 200;
      const raw = [a, 1 - a - c, c].map((share) => Math.max(0, share));
      const total = raw[0] + raw[1] + raw[2];
      const whole = raw.map((share) => Math.round((share / total) * 100));
      whole[whole.indexOf(Math.max(...whole))] += 100 - (whole[0] + whole[1] + whole[2]);
      inputs.forEach((input, i) => { input.value = whole[i]; });
      place(whole);
    });
    inputs.forEach((input) => input.addEventListener("input", () => place(inputs.map((one) => Number(one.value) || 0))));
  });
})();
