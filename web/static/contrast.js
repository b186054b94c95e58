// More contrast, on this browser, until somebody takes it back: a cookie, so that a page comes as it will be.

const COOKIE = "motcua_contrast";

/** Whether this page stands in high contrast because somebody asked for it here. */
export const strong = () => document.documentElement.dataset.contrast === "high";

/** Asks for high contrast, or takes it back; what tells of it ([id=contrast]) follows. */
export function strengthen(wanted) {
  if (wanted) document.documentElement.dataset.contrast = "high";
  else delete document.documentElement.dataset.contrast;
  document.cookie = `${COOKIE}=${wanted ? "high" : ""}; path=/; samesite=strict; max-age=${wanted ? 31536000 : 0}`;
  document.getElementById("contrast")?.setAttribute("aria-pressed", String(wanted));
}
