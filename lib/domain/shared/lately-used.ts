/** Keeps what was made for a key, so many at most; the one least lately asked for is given up first. */
export class LatelyUsed<V> {
  private readonly kept = new Map<string, V>();

  constructor(private readonly most: number) {}

  /** What is kept under the key, or made now. */
  get(key: string, make: () => V): V {
    const value = this.kept.has(key) ? (this.kept.get(key) as V) : make();
    // A map remembers the order of setting: what is set anew goes to its end.
    this.kept.delete(key);
    this.kept.set(key, value);
    const oldest = this.kept.keys().next();
    if (this.kept.size > this.most && !oldest.done) this.kept.delete(oldest.value);
    return value;
  }

  get size(): number {
    return this.kept.size;
  }
}
