// Where the picture looks: the middle in the unit square of the world, zoom, and bearing.

export const SIDE = 512;

export const toUnit = ([lon, lat]) => {
  const rad = (lat * Math.PI) / 180;
  return [lon / 360 + 0.5, 0.5 - Math.asinh(Math.tan(rad)) / (2 * Math.PI)];
};
export const toDegrees = ([x, y]) => [
  (x - 0.5) * 360, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI,
];
const clamp = (value, low, high) => (low > high ? (low + high) / 2 : Math.min(high, Math.max(low, value)));

export class Camera {
  constructor(centre, zoom, { minZoom, maxZoom, limits }) {
    [this.x, this.y] = toUnit(centre);
    Object.assign(this, { zoom, bearing: 0, minZoom, maxZoom, width: 1, height: 1, padding: [0, 0, 0, 0] });
    const [low, high] = [toUnit(limits[0]), toUnit(limits[1])];
    this.limits = [low[0], high[1], high[0], low[1]];
  }

  get world() {
    return SIDE * 2 ** this.zoom;
  }

  // The pixel that shows the camera's middle: panels over the map push it aside.
  get middle() {
    const [top, right, bottom, left] = this.padding;
    return [(this.width + left - right) / 2, (this.height + top - bottom) / 2];
  }

  project([x, y]) {
    const dx = (x - this.x) * this.world, dy = (y - this.y) * this.world;
    const cos = Math.cos(this.bearing), sin = Math.sin(this.bearing), [mx, my] = this.middle;
    return [mx + dx * cos - dy * sin, my + dx * sin + dy * cos];
  }

  unproject([px, py]) {
    const [mx, my] = this.middle, dx = (px - mx) / this.world, dy = (py - my) / this.world;
    const cos = Math.cos(this.bearing), sin = Math.sin(this.bearing);
    return [this.x + dx * cos + dy * sin, this.y - dx * sin + dy * cos];
  }

  // Zooms and turns so that the unit point `anchor` stays under the pixel `at`.
  pin(anchor, at, zoom, bearing = this.bearing) {
    this.zoom = clamp(zoom, this.minZoom, this.maxZoom);
    this.bearing = bearing;
    const now = this.unproject(at);
    this.x += anchor[0] - now[0];
    this.y += anchor[1] - now[1];
    this.keepInside();
  }

  // Nobody pans away from the city.
  keepInside() {
    const [west, north, east, south] = this.limits;
    const least = Math.log2(Math.max(this.width / (east - west), this.height / (south - north)) / SIDE);
    this.zoom = clamp(this.zoom, Math.max(this.minZoom, Math.min(least, this.maxZoom)), this.maxZoom);
    const halfX = this.width / this.world / 2, halfY = this.height / this.world / 2;
    this.x = clamp(this.x, west + halfX, east - halfX);
    this.y = clamp(this.y, north + halfY, south - halfY);
  }

  // West, south, east, north in degrees.
  bounds() {
    const corners = [[0, 0], [this.width, 0], [0, this.height], [this.width, this.height]]
      .map((corner) => toDegrees(this.unproject(corner)));
    const lons = corners.map((c) => c[0]), lats = corners.map((c) => c[1]);
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  }
}
