// A reader of Mapbox Vector Tiles 2.1, just what drawing needs.

const POINT = 1;

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  varint() {
    let value = 0, factor = 1, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    return value;
  }

  slice() {
    const length = this.varint();
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  packed() {
    const inner = new Reader(this.slice()), found = [];
    while (inner.at < inner.bytes.length) found.push(inner.varint());
    return found;
  }

  // Calls `field(number)` for each field; what it does not read is skipped.
  each(field) {
    while (this.at < this.bytes.length) {
      const key = this.varint(), kind = key & 7, before = this.at;
      if (field(key >> 3) === true || this.at !== before) continue;
      if (kind === 0) this.varint();
      else if (kind === 1) this.at += 8;
      else if (kind === 2) this.slice();
      else if (kind === 5) this.at += 4;
      else throw new Error("not a vector tile");
    }
  }
}

const text = new TextDecoder();
const zigzag = (n) => (n % 2 ? -(n + 1) / 2 : n / 2);

function value(bytes) {
  const reader = new Reader(bytes);
  let found;
  reader.each((field) => {
    if (field === 1) found = text.decode(reader.slice());
    else if (field === 2) [found, reader.at] = [reader.view.getFloat32(reader.at, true), reader.at + 4];
    else if (field === 3) [found, reader.at] = [reader.view.getFloat64(reader.at, true), reader.at + 8];
    else if (field === 4 || field === 5) found = reader.varint();
    else if (field === 6) found = zigzag(reader.varint());
    else if (field === 7) found = reader.varint() === 1;
  });
  return found;
}

// Commands to rings of [x, y, x, y, ...] in tile units.
function rings(commands) {
  const found = [];
  let x = 0, y = 0, ring = null;
  for (let i = 0; i < commands.length;) {
    const command = commands[i] & 7, count = commands[i++] >> 3;
    if (command === 7) {
      ring.push(ring[0], ring[1]);
      continue;
    }
    for (let n = 0; n < count; n++) {
      x += zigzag(commands[i++]);
      y += zigzag(commands[i++]);
      if (command === 1) found.push((ring = []));
      ring.push(x, y);
    }
  }
  return found;
}

function feature(bytes, keys, values) {
  const reader = new Reader(bytes);
  let tags = [], kind = POINT, commands = [];
  reader.each((field) => {
    if (field === 2) tags = reader.packed();
    else if (field === 3) kind = reader.varint();
    else if (field === 4) commands = reader.packed();
  });
  const properties = {};
  for (let i = 0; i + 1 < tags.length; i += 2) properties[keys[tags[i]]] = values[tags[i + 1]];
  return { kind, properties, rings: rings(commands) };
}

// A tile as { layer name: { extent, features } }.
export function decode(bytes) {
  const layers = {}, tile = new Reader(bytes);
  tile.each((field) => {
    if (field !== 3) return;
    const layer = new Reader(tile.slice()), keys = [], values = [], raw = [];
    let name = "", extent = 4096;
    layer.each((inner) => {
      if (inner === 1) name = text.decode(layer.slice());
      else if (inner === 2) raw.push(layer.slice());
      else if (inner === 3) keys.push(text.decode(layer.slice()));
      else if (inner === 4) values.push(value(layer.slice()));
      else if (inner === 5) extent = layer.varint();
    });
    layers[name] = { extent, features: raw.map((each) => feature(each, keys, values)) };
  });
  return layers;
}
