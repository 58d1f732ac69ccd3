/** Something that falls due. */
export interface Entry {
  due: number;
  readonly what: string;
  readonly name: string;
  readonly fire: () => unknown;
  cancelled?: boolean;
}

/** What falls due, earliest first; of the same moment, in the order of entering. */
export interface Agenda {
  add(entry: Entry): void;
  /** The earliest entry that is not cancelled. */
  peek(): Entry | undefined;
  take(): Entry | undefined;
}

interface Node {
  readonly entry: Entry;
  readonly due: number;
  readonly order: number;
}

const before = (a: Node, b: Node) => a.due < b.due || (a.due === b.due && a.order < b.order);

/** A binary heap. */
export function createAgenda(): Agenda {
  const heap: Node[] = [];
  let order = 0;

  function rise(node: Node): void {
    let at = heap.push(node) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(node, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = node;
  }

  function sink(node: Node): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, node)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = node;
  }

  function drop(): void {
    const last = heap.pop()!;
    if (heap.length > 0) sink(last);
  }

  function peek(): Entry | undefined {
    while (heap[0]?.entry.cancelled) drop();
    return heap[0]?.entry;
  }

  return {
    add: (entry) => rise({ entry, due: entry.due, order: order++ }),
    peek,
    take() {
      const entry = peek();
      if (entry) drop();
      return entry;
    },
  };
}
