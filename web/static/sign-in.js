// A person at a page of staff: who is here, signing in (templates/sign-in.html), signing out.

import { byId, show } from "./element.js";
import { press, Unreachable } from "./press.js";

const API = "/api/v1";
const READ_AGAIN = 2000; // ms; the server is restarting or the cable is out

/** One read: the JSON, or the status when the server refuses; asks again while nobody answers. */
export async function read(path) {
  for (;;) {
    const answer = await fetch(`${API}${path}`, { headers: headers() }).catch(() => null);
    if (answer?.ok) return { status: answer.status, data: await answer.json() };
    if (answer && answer.status < 500) return { status: answer.status, data: null };
    await new Promise((done) => setTimeout(done, READ_AGAIN));
  }
}

const headers = () => ({ Accept: "application/json", "X-Lang": document.body.dataset.lang });

// As web/access.py has them: who works the hall, who answers for the clerks, who reads figures, who sets the hall up.
export const STAFF = ["clerk", "supervisor"];
export const LEADERS = ["supervisor", "head"];
export const READERS = [...LEADERS, "reporter", "observer"];
export const FITTERS = ["supervisor", "administrator"];

/** Who asks: {role, counter, staff: {id, label, role} or null}. */
export const who = async () => (await read("/me")).data ?? { role: null, counter: null, staff: null };

/** Shows the form until somebody has signed in, then gives who(). `note` is a sentence above the fields. */
export function signIn(say, note = "") {
  const form = byId("sign-in");
  show(form, true);
  tell("sign-in-note", note);
  byId("name").focus();
  return new Promise((done) => {
    const submitted = async (event) => {
      event.preventDefault();
      byId("enter").disabled = true;
      const trouble = await tryToSignIn(form, say);
      byId("enter").disabled = false;
      tell("sign-in-trouble", trouble);
      if (trouble) return byId("password").select();
      form.removeEventListener("submit", submitted);
      show(form, false);
      done(await who());
    };
    form.addEventListener("submit", submitted);
  });
}

async function tryToSignIn(form, say) {
  try {
    const answer = await press(`${API}/session`, { name: form.name.value.trim(), password: form.password.value });
    form.password.value = "";
    return answer.ok ? "" : answer.data?.error?.message ?? say("sign_in_refused");
  } catch (trouble) {
    if (trouble instanceof Unreachable) return say("sign_in_unreachable");
    throw trouble;
  }
}

/** Keeps the door closed until somebody of these roles has signed in; gives who(). `refused` is said to others. */
export async function admit(say, roles, refused) {
  let me = await who();
  while (!roles.includes(me.staff?.role)) {
    show(byId("door"), true);
    me = await signIn(say, me.staff ? say(refused, { name: me.staff.label }) : "");
  }
  show(byId("door"), false);
  show(byId("page"), true);
  return me;
}

/** Ends the staff session and begins again. */
export async function signOut() {
  await press(`${API}/session`, {}, { method: "DELETE" }).catch(() => null);
  location.reload();
}

function tell(id, text) {
  byId(id).textContent = text;
  show(byId(id), Boolean(text));
}
