// The ring around a cluster tells which topics are inside, in twelfths.

const PARTS = 12;

// Shares of a whole as twelfths that add up; what is present has at least one.
export function twelfths(counts) {
  const total = counts.reduce((sum, each) => sum + each, 0);
  if (!total) return counts.map(() => 0);
  const exact = counts.map((each) => (each * PARTS) / total);
  const parts = exact.map(Math.floor);
  const order = exact.map((each, i) => [each - parts[i], i]).sort((a, b) => b[0] - a[0]);
  for (let i = 0, left = PARTS - parts.reduce((a, b) => a + b, 0); i < left; i++) parts[order[i % order.length][1]] += 1;
  return parts;
}

// One cluster: soft halo, ring of topic colours, disc; `parts` are [colour, twelfths].
export function drawCluster(context, { x, y, radius, parts, palette, scale }) {
  const disc = (reach, colour, alpha = 1) => {
    Object.assign(context, { fillStyle: colour, globalAlpha: alpha });
    context.beginPath();
    context.arc(x, y, reach, 0, 2 * Math.PI);
    context.fill();
  };
  disc(radius + 11.5 * scale, palette.cluster, 0.13);
  disc(radius + 8.5 * scale, palette.paper);
  let from = -Math.PI / 2;
  for (const [colour, share] of parts) {
    const to = from + (share * 2 * Math.PI) / PARTS;
    Object.assign(context, { fillStyle: colour, globalAlpha: 1 });
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, radius + 7 * scale, from, to);
    context.closePath();
    context.fill();
    from = to;
  }
  disc(radius + 1.5 * scale, palette.paper);
  disc(radius, palette.cluster);
}

// The same as an image for MapLibre.
export function clusterImage(radius, parts, palette, scale, ratio) {
  const side = Math.ceil((radius + 12 * scale) * 2 * ratio);
  const context = new OffscreenCanvas(side, side).getContext("2d");
  context.scale(ratio, ratio);
  const middle = side / 2 / ratio;
  drawCluster(context, { x: middle, y: middle, radius, parts, palette, scale });
  return context.getImageData(0, 0, side, side);
}
