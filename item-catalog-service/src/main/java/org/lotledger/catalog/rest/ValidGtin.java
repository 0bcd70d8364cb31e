package org.lotledger.catalog.rest;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Gtin;

/** The text must be a GTIN with a right check digit; null is fine. */
@Documented
@Constraint(validatedBy = ValidGtin.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface ValidGtin {
    String message() default "must be a GTIN.";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong, because a caller who mistyped one digit wants to know that it was one digit. */
    final class Check implements ConstraintValidator<ValidGtin, String> {
        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            String flaw = text == null ? null : Gtin.flawOf(text);
            if (flaw == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(flaw).addConstraintViolation();
            return false;
        }
    }
}
