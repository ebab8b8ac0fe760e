"""Campaign, activity, obligation, due rules, facts ledger, registry of kinds."""
