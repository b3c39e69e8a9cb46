// Fingers, mouse and keys to movements of the camera.

const TAP = 12, TAP_TIME = 500, TWICE = 300, TURN_FROM = 0.3;

export function listen(surface, camera, { moved, rested, tap, glide }) {
  const fingers = new Map();
  let start = null, travelled = 0, pressed = 0, lastTap = { time: 0, at: [0, 0] }, speed = [0, 0], seen = 0, multi = false, due = 0;

  const at = (event) => {
    const box = surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const middle = () => {
    const all = [...fingers.values()];
    return [0, 1].map((axis) => all.reduce((sum, each) => sum + each[axis], 0) / all.length);
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { length: Math.hypot(b[0] - a[0], b[1] - a[1]), angle: Math.atan2(b[1] - a[1], b[0] - a[0]) };
  };
  const begin = () => {
    if (!fingers.size) return;
    const centre = middle();
    start = { anchor: camera.unproject(centre), zoom: camera.zoom, bearing: camera.bearing, turning: false };
    if (fingers.size > 1) Object.assign(start, spread());
  };

  const apply = () => {
    if (!due) return;
    cancelAnimationFrame(due);
    due = 0;
    if (!fingers.size || (travelled < TAP && fingers.size === 1)) return;
    let { zoom, bearing } = start;
    if (fingers.size > 1) {
      const { length, angle } = spread();
      zoom += Math.log2(length / start.length);
      let turn = angle - start.angle;
      turn = Math.atan2(Math.sin(turn), Math.cos(turn));
      if (!start.turning && Math.abs(turn) > TURN_FROM) Object.assign(start, { turning: true, slack: turn });
      if (start.turning) bearing += turn - start.slack;
    }
    camera.pin(start.anchor, middle(), zoom, bearing);
    moved();
  };

  surface.addEventListener("pointerdown", (event) => {
    surface.setPointerCapture(event.pointerId);
    apply();
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 1) {
      [travelled, pressed, speed, multi] = [0, performance.now(), [0, 0], false];
    } else {
      multi = true;
    }
    glide(null);
    begin();
  });

  surface.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const now = at(event), before = fingers.get(event.pointerId), time = performance.now();
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (time > seen && fingers.size === 1) {
      const share = Math.min(1, (time - seen) / 60);
      speed = [0, 1].map((i) => speed[i] * (1 - share) + ((now[i] - before[i]) / Math.max(8, time - seen)) * share);
    }
    seen = time;
    fingers.set(event.pointerId, now);
    // Each finger of one touch comes by itself: only together they tell what they mean.
    if (!due) due = requestAnimationFrame(apply);
  });

  const end = (event) => {
    apply();
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size) {
      begin();
      return;
    }
    const time = performance.now();
    if (event.type === "pointerup" && travelled < TAP && time - pressed < TAP_TIME && !multi) {
      const where = at(event);
      const twice = time - lastTap.time < TWICE && Math.hypot(where[0] - lastTap.at[0], where[1] - lastTap.at[1]) < 40;
      lastTap = { time, at: where };
      tap(where, twice);
      return;
    }
    if (travelled >= TAP && time - seen < 60 && Math.hypot(...speed) > 0.25 && !multi) glide(speed);
    else rested();
  };
  surface.addEventListener("pointerup", end);
  surface.addEventListener("pointercancel", end);

  surface.addEventListener("wheel", (event) => {
    event.preventDefault();
    const where = at(event);
    camera.pin(camera.unproject(where), where, camera.zoom - event.deltaY / 400);
    moved();
    rested();
  }, { passive: false });

  surface.tabIndex = 0;
  surface.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const [mx, my] = camera.middle;
    if (step) camera.pin(camera.unproject([mx + step[0] * 120, my + step[1] * 120]), [mx, my], camera.zoom);
    else if (event.key === "+" || event.key === "-") {
      camera.pin(camera.unproject([mx, my]), [mx, my], camera.zoom + (event.key === "+" ? 1 : -1));
    } else return;
    event.preventDefault();
    moved();
    rested();
  });
}
