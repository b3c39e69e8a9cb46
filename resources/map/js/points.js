// The points as they come from the program: columns and two texts, unpacked one by one on demand,
// because a hundred thousand objects would cost tens of megabytes.

const HEAD = 4, MICRO = 1e6, NEWLINE = 10;
const text = new TextDecoder();

// A text of lines, read a line at a time.
class Lines {
  constructor(bytes, count) {
    this.bytes = bytes;
    this.starts = new Uint32Array(count + 1);
    for (let line = 1, at = 0; line < count; line++) {
      at = bytes.indexOf(NEWLINE, at) + 1;
      this.starts[line] = at;
    }
    this.starts[count] = bytes.length + 1;
  }

  at(i) {
    return text.decode(this.bytes.subarray(this.starts[i], this.starts[i + 1] - 1));
  }

  indexOf(wanted) {
    const room = new TextEncoder().encode(wanted).length + 1;
    for (let i = 0; i + 1 < this.starts.length; i++) {
      if (this.starts[i + 1] - this.starts[i] === room && this.at(i) === wanted) return i;
    }
    return -1;
  }
}

export class Points {
  constructor(buffer = new ArrayBuffer(0)) {
    const [count = 0, looks = 0, ids = 0, names = 0] = new Int32Array(buffer, 0, Math.min(HEAD, buffer.byteLength / 4));
    const column = (n) => new Int32Array(buffer, 4 * (count ? HEAD + n * count : 0), count);
    const from = 4 * (HEAD + 4 * count), bytes = (start, length) => new Uint8Array(buffer, count ? start : 0, count ? length : 0);
    this.length = count;
    [this.lons, this.lats, this.counts, this.kinds] = [0, 1, 2, 3].map(column);
    this.styles = count ? JSON.parse(text.decode(bytes(from, looks))) : [];
    this.ids = new Lines(bytes(from + looks, ids), count);
    this.names = new Lines(bytes(from + looks + ids, names), count);
  }

  lonlat(i) {
    return [this.lons[i] / MICRO, this.lats[i] / MICRO];
  }

  at(i) {
    const [lon, lat] = this.lonlat(i), [colour, shape] = this.styles[this.kinds[i]];
    return { id: this.ids.at(i), lon, lat, colour, shape, count: this.counts[i], name: this.names.at(i) };
  }

  find(id) {
    const i = id ? this.ids.indexOf(id) : -1;
    return i < 0 ? null : this.at(i);
  }

  all() {
    return Array.from({ length: this.length }, (_, i) => this.at(i));
  }

  // The topic colours in use; the ring of a cluster has one part for each.
  get colours() {
    return [...new Set(this.styles.map(([colour]) => colour))].sort();
  }

  // West, south and east, north of all.
  get box() {
    const low = (column) => column.reduce((a, b) => Math.min(a, b)) / MICRO;
    const high = (column) => column.reduce((a, b) => Math.max(a, b)) / MICRO;
    return [[low(this.lons), low(this.lats)], [high(this.lons), high(this.lats)]];
  }
}
