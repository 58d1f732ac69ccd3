const wall = Date.now;
let offset = 0;

const now = () => wall() + offset;

/** Moves this process's `Date` off the wall's time, in milliseconds; timers and `performance` stay real. */
export function shiftDate(milliseconds: number): void {
  offset = milliseconds;
}

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: (target) => new target(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
Date.prototype.constructor = Date;
