import type { Rule } from './model.ts';

/** The link's mail could not be handed over. */
export const mailFailed =
  (token: string): Rule =>
  (state) => {
    const { deletion, link } = state;
    if (deletion?.stage !== 'awaiting-confirmation' || link?.token !== token) return state;
    if (deletion.mail?.delivery !== 'sent') return state;
    const asked = state.asked.filter((time) => time !== deletion.requestedAt);
    return { ...state, asked, deletion: { ...deletion, mail: { ...deletion.mail, delivery: 'failed' } } };
  };

/** The mail service says later that the link's mail came back. */
export const bounced =
  (id: string, address: string): Rule =>
  (state) => {
    const { deletion } = state;
    if (deletion?.stage !== 'awaiting-confirmation' || deletion.id !== id) return state;
    if (deletion.mail?.sentTo !== address || deletion.mail.delivery === 'bounced') return state;
    return { ...state, deletion: { ...deletion, mail: { ...deletion.mail, delivery: 'bounced' } } };
  };
