// A screen's copy of one board: the whole first, then changes in order, and the whole again after any gap.

const SILENCE = 12_000; // the server beats every 5 s; after two missed beats a screen may not pretend
const PATIENCE = 5_000; // for one answer to "watch"

const quiet = () => {};
const between = (low, high) => low + Math.random() * (high - low);

/**
 * Keeps `board` ("hall", "kiosk", "counter:3", "pad:3", "stats", "slips") and calls state(whole, version) after every change,
 * lost() after 12 s of silence, back() once the state is whole again, refused() (lost() without one) whenever the server
 * does not know this screen. `socket` is for tests.
 */
export function watch(board, { state, lost = quiet, back = quiet, refused = lost }, socket = connect()) {
  let mine = null; // {epoch, version, state}
  let asking = 0; // number of the question that is out, 0 when none
  let asked = 0;
  let early = []; // changes that overtake the answer they follow
  let silent = false;
  let alarm = 0;

  function heard() {
    clearTimeout(alarm);
    alarm = setTimeout(fellSilent, SILENCE);
  }

  function fellSilent() {
    if (!silent) lost();
    silent = true;
    heard();
    if (socket.connected) socket.disconnect(); // a pulled cable leaves a socket that looks open: take a new one
  }

  function ask() {
    if (asking || !socket.connected) return;
    const question = (asking = ++asked);
    early = [];
    socket.timeout(PATIENCE).emit("watch", { board }, (trouble, answer) => {
      if (question !== asking) return; // the connection it was put on is gone
      asking = 0;
      if (trouble || !answer?.state) setTimeout(ask, between(300, 1000));
      else whole(answer);
    });
  }

  function whole(answer) {
    heard();
    mine = answer;
    early.forEach(follow);
    if (silent) back();
    silent = false;
    state(mine.state, mine.version);
  }

  function follow({ epoch, after, version, change }) {
    if (epoch === mine.epoch && version <= mine.version) return;
    if (epoch !== mine.epoch || after !== mine.version) return ask();
    mine = { epoch, version, state: { ...mine.state, ...change } };
  }

  socket.on("change", (message) => {
    if (message.board !== board) return;
    heard();
    if (asking || !mine) return early.push(message);
    const before = mine;
    follow(message);
    if (mine !== before) state(mine.state, mine.version);
  });

  socket.on("heartbeat", (versions) => {
    heard();
    if (mine && versions[board] > mine.version) ask();
  });

  socket.on("connect", ask);

  // Our own retry: Socket.IO's grows and then no longer spreads, and forty screens would come back in one blow.
  function again(low, high) {
    asking = 0;
    setTimeout(() => socket.connected || socket.connect(), between(low, high));
  }
  socket.on("disconnect", () => again(300, 1000));
  socket.on("connect_error", () => {
    if (socket.active) return again(300, 1000);
    silent = true;
    refused();
    again(3000, 6000); // a person must enrol this screen, knocking harder does not help
  });

  heard();
  socket.connect();
}

function connect() {
  // The global io comes from /static/vendor/socket.io.min.js. Only WebSocket: long polling would hide a dead line.
  return io({ transports: ["websocket"], reconnection: false, autoConnect: false, timeout: PATIENCE });
}
