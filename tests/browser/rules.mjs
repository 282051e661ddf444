// The rules of html-validate that we hold to, and the few that we bend, with the reason.

export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Titles are what people wrote; cutting them would hurt whoever has many tabs.
    'long-title': 'off',
    // Styles and pictures are ours, under addresses that carry their hash already.
    'require-sri': ['error', { target: 'crossorigin' }],
    // Tags are checkboxes that share a name, and forms have read them so since HTML 2.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
    // The shelf, with its "New for you", stands before the page's one h1.
    'heading-level': ['error', { minInitialRank: 'h2' }],
  },
};
