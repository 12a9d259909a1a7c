/** The id of the `index`-th thing that one request makes: same request, same ids, so that a repetition finds them. */
export function derivedId(requestId: string, index: number, hash: (text: string) => Uint8Array): string {
  const bytes = hash(`${requestId.toLowerCase()}/${index}`).slice(0, 16);
  // Time (48 bits) stays that of the request's own UUIDv7: message partitions are ranges of it (RFC 9562 §5.7).
  const time = requestId.replaceAll("-", "").slice(0, 12).match(/../g) ?? [];
  time.forEach((pair, position) => (bytes[position] = Number.parseInt(pair, 16)));
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
