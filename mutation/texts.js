import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** A capital first and a space somewhere: what is said to people. Kinds, states, ids and paths look otherwise. */
const SENTENCE = /^[A-Z].* /s;

/** Which argument names a step of a durable execution: its history says what was done, and nothing reads it. */
const STEP_NAMES = { step: 0, wait: 0, sideBySide: 0, look: 1 };

function isSentence({ node }) {
  if (node.type === 'StringLiteral') return SENTENCE.test(node.value);
  return node.type === 'TemplateLiteral' && SENTENCE.test(node.quasis[0].value.cooked);
}

function isStepName({ node, listKey, key, parent }) {
  if (listKey !== 'arguments' || parent.type !== 'CallExpression') return false;
  const { callee } = parent;
  const called = callee.type === 'MemberExpression' ? callee.property.name : callee.name;
  return STEP_NAMES[called] === key && /Literal$/.test(node.type);
}

/** Leaves texts for people as they are: a test that repeats them word by word says nothing that the source does not. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts', {
    shouldIgnore(path) {
      if (isSentence(path)) return 'a sentence for people';
      return isStepName(path) ? 'the name of a step' : undefined;
    },
  }),
];
