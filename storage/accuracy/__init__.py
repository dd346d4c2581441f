"""Others' tables of the same reports, stored beside ours, and what was found about their disagreements."""
