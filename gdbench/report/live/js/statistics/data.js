// What gdbench/report/live/payload.py packed: header, then arrays byte plane by byte plane.
const Data = (() => {
  const TYPES = { f4: Float32Array, f8: Float64Array, i4: Int32Array, u2: Uint16Array, u1: Uint8Array };
  const PLACES = { MISSING: 65535, INFINITE: 65534, LAST: 65533 };

  async function inflated(text) {
    const binary = atob(text.trim());
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function unplaned(bytes, offset, length, type) {
    const size = TYPES[type].BYTES_PER_ELEMENT;
    const out = new Uint8Array(length * size);
    for (let plane = 0; plane < size; plane++)
      for (let i = 0; i < length; i++) out[i * size + plane] = bytes[offset + plane * length + i];
    return new TYPES[type](out.buffer);
  }

  // Curves come as differences along their last axis, modulo 65536.
  function summed(codes, row) {
    for (let i = 0; i < codes.length; i++) if (i % row) codes[i] = codes[i] + codes[i - 1];
    return codes;
  }

  function read(bytes) {
    const end = bytes.indexOf(10);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    const arrays = {};
    let offset = end + 1;
    for (const { name, type, shape, curve } of header.arrays) {
      const length = shape.reduce((a, b) => a * b, 1);
      const values = unplaned(bytes, offset, length, type);
      if (curve && length) summed(values, shape[shape.length - 1]);
      arrays[name] = { values, shape };
      offset += length * TYPES[type].BYTES_PER_ELEMENT;
    }
    const [low, high] = header.decades;
    header.exponent = (code) =>
      code === PLACES.MISSING ? NaN : code === PLACES.INFINITE ? Infinity : low + ((high - low) * code) / PLACES.LAST;
    header.number = (code) => (code === PLACES.INFINITE ? Infinity : 10 ** header.exponent(code));
    return { ...header, arrays };
  }

  return { inflated, read };
})();
