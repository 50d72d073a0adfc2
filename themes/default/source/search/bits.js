/*
 * bits - reads bytes, numbers and lists of postings, never past the end.
 *
 * The reading side of gen/search/bits.h and list.h, most significant bit
 * first, and of varints and slices.  A posting is [document, impact, class of
 * what follows].
 */
export const utf8 = new TextEncoder();
export const text8 = new TextDecoder();

/*
 * ok - refuse a damaged index, unless this is true.
 */
export const ok = (good) => {
  if (!good)
    throw Object.assign(Error('corrupt'), {code: 'corrupt'});
};

/*
 * raw - bytes as a text of as many characters, which sorts like the bytes.
 */
export const raw = (bytes) => String.fromCharCode(...bytes);

/*
 * reader - reads the bits of b.
 * out: functions; they throw past the end
 */
export const reader = (b) => {
  const size = b.length * 8;
  let at = 0;
  // The next 32 bits, without taking them; zeros past the end.
  const peek = () => {
    const i = at >> 3, s = at & 7;
    const w = b[i] << 24 | b[i + 1] << 16 | b[i + 2] << 8 | b[i + 3];
    return s ? w << s | b[i + 4] >> 8 - s : w;
  };
  const take = (n) => {
    const w = peek();
    ok((at += n) <= size);
    return n ? w >>> 32 - n : 0;
  };
  const left = () => size - at;
  const bytes = (n) => {
    const from = at / 8;
    ok((at += n * 8) <= size);
    return b.subarray(from, at / 8);
  };
  const varint = () => {
    const x = take(8);
    return x < 128 ? x : x - 128 + varint() * 128;
  };
  const zigzag = () => {
    const n = varint();
    return n % 2 ? -(n + 1) / 2 : n / 2;
  };
  const slice = () => bytes(varint());
  const rice = (k) => {
    let ones = 0, n;
    do {
      ones += n = Math.clz32(~peek());
      at += n;
    } while (n > 31);
    at++;
    return ones * 2 ** k + take(k);
  };
  const gamma = () => {
    const n = Math.clz32(peek());
    at += n;
    return take(n + 1);
  };
  // A list of n postings for documents in (doc, upto].
  const list = (n, doc, upto, next) => {
    const out = [], range = upto - doc;
    ok(n > 0 && n <= range && n <= left() / 2);
    const k = Math.min(28, 31 - Math.clz32(range / n));
    const usual = n < 4 ? -1 : take(4);
    while (n--) {
      doc += rice(k) + 1;
      out.push([doc, usual >= 0 && !take(1) ? usual : take(4),
        next ? take(4) : 0]);
    }
    ok(doc <= upto);
    return out;
  };
  // So many things, each of which takes at least a bit.
  const many = (n, read) => {
    ok(n <= left());
    return Array.from({length: n}, read);
  };
  return {take, left, bytes, varint, zigzag, slice, rice, gamma, list, many,
    text: () => text8.decode(slice()), rest: () => bytes(left() / 8)};
};
