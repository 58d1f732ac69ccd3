import * as v from 'valibot';

/** Shapes by what the field `key` says. The one is looked up; `v.variant` would try one after the other. */
export function byField<Shapes extends Readonly<Record<string, v.GenericSchema>>>(
  key: string,
  shapes: Shapes,
): v.GenericSchema<unknown, v.InferOutput<Shapes[keyof Shapes]>> {
  const known = new Map<unknown, v.GenericSchema>(Object.entries(shapes));
  const unknown = v.object({ [key]: v.picklist(Object.keys(shapes)) });
  const shapeOf = (input: unknown) => known.get((input as Readonly<Record<string, unknown>> | undefined)?.[key]);
  return v.lazy((input) => shapeOf(input) ?? unknown) as v.GenericSchema<unknown, v.InferOutput<Shapes[keyof Shapes]>>;
}
