/** The one item whose being there pauses all purges. */
export const PAUSE_KEY = { pk: 'CONTROL', sk: 'PAUSE' } as const;
/** From when on the brake may pause them again. */
export const BRAKE_KEY = { pk: 'CONTROL', sk: 'BRAKE' } as const;
