import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDF files against the 106 machine-checkable rules of PDF/UA-1 with veraPDF; one line a file, then what failed. */
public class CheckPdfUa {
    public static void main(String[] names) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : names) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(name), PDFAFlavour.PDFUA_1)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false);
                ValidationResult result = validator.validate(parser);
                System.out.println(name + "\t" + result.isCompliant() + "\t" + result.getTotalAssertions());
                for (TestAssertion found : result.getTestAssertions()) {
                    System.out.println("  " + found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber() + "\t" + found.getMessage());
                }
            }
        }
    }
}
