"""Tables that `identification` takes in: results of procedures, conditions of schools."""
