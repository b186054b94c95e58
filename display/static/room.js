// A screen in a waiting room of its own: of the hall's state, what concerns its counters.

/** The state as this room shows and speaks it; the whole hall's, when the office has no such room (any more). */
export function narrowed(state, id) {
  const room = id && state.rooms.find((one) => one.id === id);
  if (!room) return state;
  const here = (list) => list.filter((one) => room.counters.includes(one.counter ?? one.n));
  return {
    ...state,
    room,
    calls: room.calls,
    next: room.next,
    missed: room.missed,
    waiting: state.waiting.filter(({ field }) => room.fields.includes(field)),
    counters: here(state.counters),
    announcements: here(state.announcements),
    unheard: here(state.unheard),
  };
}

/** Where a counter is, when that is another room than the screen's own; else nothing. */
export function elsewhere({ rooms, room }, counter) {
  return room ? null : (rooms.find(({ counters }) => counters.includes(counter)) ?? null);
}
