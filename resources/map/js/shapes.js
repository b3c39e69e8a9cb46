// Markers are told apart by colour and by shape, never by colour alone.

const corners = (count, turn) =>
  Array.from({ length: count }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / count;
    return [Math.sin(angle), -Math.cos(angle)];
  });

const star = () =>
  Array.from({ length: 10 }, (_, i) => {
    const angle = (i * Math.PI) / 5;
    const reach = i % 2 ? 0.62 : 1.16;
    return [Math.sin(angle) * reach, -Math.cos(angle) * reach];
  });

const scaled = (points, by, down = 0) => points.map(([x, y]) => [x * by, y * by + down]);

// Corner points around (0, 0); radii are chosen so that all shapes look equally heavy.
const OUTLINES = {
  square: scaled(corners(4, Math.PI / 4), 1.22),
  diamond: scaled(corners(4, 0), 1.2),
  triangle: scaled(corners(3, 0), 1.3, 0.16),
  pentagon: scaled(corners(5, 0), 1.1, 0.04),
  hexagon: scaled(corners(6, Math.PI / 6), 1.08),
  octagon: scaled(corners(8, Math.PI / 8), 1.05),
  star: scaled(star(), 1.08, 0.04),
};

export const SHAPES = ["circle", ...Object.keys(OUTLINES)];
export const shapeOf = (name) => (SHAPES.includes(name) ? name : "circle");

// Adds the path of a shape with rounded corners.
export function trace(context, shape, x, y, radius) {
  const points = OUTLINES[shape];
  context.beginPath();
  if (!points) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const at = (i) => {
    const [px, py] = points[(i + points.length) % points.length];
    return [x + px * radius, y + py * radius];
  };
  const round = radius * (shape === "star" ? 0.14 : 0.26);
  const [ax, ay] = at(0), [bx, by] = at(1);
  context.moveTo((ax + bx) / 2, (ay + by) / 2);
  for (let i = 1; i <= points.length; i++) context.arcTo(...at(i), ...at(i + 1), round);
  context.closePath();
}

// Draws one marker with its white rim and soft shadow at the middle of the context.
export function drawMarker(context, { shape, colour, radius, rim, x, y, shadow = true }) {
  context.save();
  if (shadow) {
    context.shadowColor = "rgba(20, 10, 30, 0.42)";
    context.shadowBlur = radius * 0.42;
    context.shadowOffsetY = radius * 0.14;
  }
  trace(context, shape, x, y, radius);
  context.lineJoin = "round";
  context.lineWidth = radius * 0.42;
  context.strokeStyle = rim;
  context.stroke();
  context.shadowColor = "transparent";
  context.fillStyle = colour;
  context.fill();
  context.restore();
}

// An image for MapLibre: `size` in CSS pixels across, drawn at `ratio`.
export function markerImage(shape, colour, rim, size, ratio) {
  const side = Math.ceil(size * 1.7 * ratio);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d");
  drawMarker(context, { shape, colour, rim, radius: (size * ratio) / 2, x: side / 2, y: side / 2 });
  return context.getImageData(0, 0, side, side);
}
