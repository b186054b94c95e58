// The clerk's page from the top: who is this, at which counter, then the desk.

import { words } from "/static/words.js";
import { enter } from "./door.js";
import { openDesk } from "./desk.js";

const say = words();
openDesk(await enter(say), say);
