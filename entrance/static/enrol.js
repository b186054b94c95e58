// A screen that was opened by its enrolment link (/kiosk/#code) swaps the code for its own cookie.
import { press } from "/static/press.js";

const code = location.hash.slice(1);
if (/^[0-9a-f]{8}$/.test(code)) {
  history.replaceState(null, "", location.pathname + location.search);
  const { ok } = await press("/api/v1/enrol", { code }).catch(() => ({ ok: false }));
  if (ok) location.reload();
}
