/** That a holding could not be looked at is worth a line; who asked tries again. */
export const logUnseen = (holding: string, error: Error): void => console.warn({ holding, error: error.name });
